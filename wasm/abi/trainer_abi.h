// The functions trainer.wasm exports. Ownership and responses as in abi/scorer_abi.h.
//
// The CLI streams columns in, chunk by chunk, and takes a model file out:
//   new -> put_column… -> learn -> pack
#pragma once

#include <cstdint>

#include "abi/scorer_abi.h"
