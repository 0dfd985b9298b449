// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <omemo/signal_protocol.h>

#include "messaging/encryption/KeyRing.h"

namespace sidetone::messaging {

/// What the library's callbacks get: the keys of one scheme.
struct SignalStores {
    KeyRing* keys = nullptr;
    Scheme scheme = Scheme::Omemo;
};

/// Lets a store context of libomemo-c read and write the key ring; `stores` outlives it. Names of
/// its addresses are those of the owners. Negative: the library refused.
int installStores(signal_protocol_store_context* context, SignalStores& stores);

}  // namespace sidetone::messaging
