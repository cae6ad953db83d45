// The shop's own template files, as they cross into the trainer.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "render/template_compiler.h"

namespace afterglow {

// The frames of ag_trainer_templates; kBadArgument when they reach past their end.
Result<std::vector<TemplateFile>> ReadTemplateFiles(Bytes frames);

}  // namespace afterglow
