// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/Log.h"
#include "core/Random.h"
#include "core/Task.h"
#include "sip/auth/Exchange.h"
#include "sip/registration/Account.h"
#include "sip/transport/Transport.h"

namespace sidetone::sip {

/// Watches the call servers that come before the one in use, and tells when one of them is good
/// again: the way back of call managers' own phones. Each keep-alive interval the server is asked
/// by a REGISTER that binds nothing (Expires 0, a Call-ID of its own); it is good when it has
/// answered without a failure for `stableFor`.
///
/// States: idle (waits for the interval), asking. Events: interval, flow, answer, failure.
class Fallback : public std::enable_shared_from_this<Fallback> {
public:
    struct Ports {
        core::Clock& clock;
        core::Random& random;
        core::Log& log;
        Transport& transport;
        TransactionLayer& layer;
        Authenticator& authenticator;
    };
    enum class Taken { No, Yes };
    /// Which server, and the open way to it, which belongs to whoever takes it.
    using Ready = std::function<Taken(std::size_t server, std::shared_ptr<Flow> flow)>;

    Fallback(Ports ports, const Account& account, Ready ready);
    ~Fallback();
    Fallback(const Fallback&) = delete;
    Fallback& operator=(const Fallback&) = delete;

    /// The server in use; 0 is the best one, and nothing is watched then.
    void watch(std::size_t current);
    void stop();

private:
    void schedule();
    void ask(std::size_t server);
    void asked(std::size_t server, const std::shared_ptr<Flow>& flow);
    void answered(std::size_t server, const std::shared_ptr<Flow>& flow, int status);
    void failed(std::size_t server);

    Ports ports_;
    const Account& account_;
    Ready ready_;
    std::size_t current_ = 0;
    std::size_t next_ = 0;  ///< the one to be asked
    std::optional<core::Instant> goodSince_;
    std::string callId_;
    std::uint32_t sequence_ = 0;
    std::shared_ptr<Flow> flow_;
    std::shared_ptr<Exchange> exchange_;
    core::Timer timer_;
    core::Owner owner_;
};

}  // namespace sidetone::sip
