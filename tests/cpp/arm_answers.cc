// Prints the arm of every unit on standard input, one unit per line, one digit each: 0 the holdout,
// 1 the treatment. arm_answers KEY SHARE; run by tests/js/bucketing.test.ts.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "decide/bucketing.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: arm_answers KEY SHARE\n", stderr);
    return 2;
  }
  const float share = std::strtof(argv[2], nullptr);
  std::string unit, answers;
  while (std::getline(std::cin, unit)) {
    answers += afterglow::ArmOf(argv[1], unit, share) == "holdout" ? '0' : '1';
  }
  std::fputs(answers.c_str(), stdout);
  return 0;
}
