// What the trainer says about its work, as JSON (abi/trainer_abi.h gives the shapes).
#pragma once

#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "train/learn.h"
#include "train/weight_parts.h"

namespace afterglow {

// The answer of ag_trainer_learn.
std::string Describe(const Learned& learned);

// The answer of ag_trainer_jobs and ag_trainer_choose.
std::string DescribeJobs(std::span<const WeightJob> jobs);

// The answer of ag_trainer_describe: what is in the file that was written, read back the way
// everybody else will read it.
Result<std::string> DescribeFile(Bytes file);

}  // namespace afterglow
