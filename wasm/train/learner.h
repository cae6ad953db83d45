// Learn (train/learn.h) in steps, for when the weights of `full` are solved elsewhere meanwhile.
//
//   Learner learner;
//   Status s = learner.Choose(std::move(input), progress);   // on `fit`
//   learner.jobs()          // what `full` is to be solved for: train/weight_parts.h
//   learner.weights(kind)   // handed over: all targets; or none, then Finish solves them
//   Result<Learned> learned = learner.Finish();
#pragma once

#include <vector>

#include "train/choose.h"
#include "train/learn.h"

namespace afterglow {

class Learner {
 public:
  // Those that Choose most likely ends with; what else jobs() says then is still to be solved. None
  // for completing.
  static std::vector<WeightJob> JobsBeforeChoosing(Objective objective);

  // Errors as Learn's.
  Status Choose(LearnInput input, Progress progress);
  std::vector<WeightJob> jobs() const { return JobsOf(choice_); }
  WeightColumns& weights(WeightKind kind) {
    return kind == WeightKind::kNext ? weights_.next : weights_.together;
  }
  std::uint32_t sku_count() const { return input_.full.sku_count; }
  // kBadTrainingData when weights were handed over, but not of every target. Uses everything up.
  Result<Learned> Finish();

 private:
  LearnInput input_;  // without `fit`, once chosen
  Choice choice_;
  std::vector<CalibrationKnot> calibration_;
  double calibration_drawn_ = 0;
  double linear_scale_ = 0;
  Weights weights_;  // of input_.full
};

}  // namespace afterglow
