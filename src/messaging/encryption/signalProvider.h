// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <omemo/signal_protocol.h>

#include "core/Random.h"

namespace sidetone::messaging {

/// What libomemo-c asks for: random numbers from `random`, which outlives its context, and
/// primitives by OpenSSL.
[[nodiscard]] signal_crypto_provider signalProvider(core::Random& random);

}  // namespace sidetone::messaging
