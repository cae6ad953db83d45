// What the CLI tells the trainer besides columns: JSON objects of numbers and texts. A key that is
// not known is a mistake of the caller: kBadArgument, naming the setting and what was expected.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/settings.h"
#include "train/learn.h"

namespace afterglow {

// The options of ag_trainer_learn, into `input`.
Status ReadLearnOptions(std::string_view text, LearnInput& input);

// The settings of ag_trainer_pack.
Result<Settings> ReadSettings(std::string_view text);

}  // namespace afterglow
