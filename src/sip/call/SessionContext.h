// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Random.h"
#include "sip/auth/Authenticator.h"
#include "sip/registration/Account.h"
#include "sip/transaction/TransactionLayer.h"

namespace sidetone::sip {

/// What sessions share with their user agent, which outlives them.
struct SessionContext {
    core::Clock& clock;
    core::Random& random;
    core::Log& log;
    TransactionLayer& layer;
    Authenticator& authenticator;
    const Account& account;
    Timing timing;
    /// The line's way to its server now; null while there is none. A session may outlive a flow:
    /// its sound goes on, and its next request goes by the new one.
    std::function<std::shared_ptr<Flow>()> flow;
};

}  // namespace sidetone::sip
