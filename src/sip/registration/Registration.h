// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/Log.h"
#include "sip/auth/Exchange.h"
#include "sip/registration/Account.h"
#include "sip/registration/Fallback.h"
#include "sip/transport/Transport.h"

namespace sidetone::sip {

/// What a registration works with; all outlive it.
struct RegistrationPorts {
    core::Clock& clock;
    core::Random& random;
    core::Log& log;
    Transport& transport;
    TransactionLayer& layer;
    Authenticator& authenticator;
    /// False while calls are on: nobody moves to another server under them. May be empty.
    std::function<bool()> mayMove = {};
};

enum class RegistrationState {
    Off,
    Registering,  ///< first attempt, or again after a loss
    Registered,
    Failed,  ///< error() says why; after passing failures it tries again by itself
};

/// Keeps one address of record registered (RFC 3261 10, RFC 5626).
///
/// Steps: connect to the first server, REGISTER, answer the challenge, refresh at 80 to 90 % of
/// the granted time. A server that cannot be reached, does not answer or says 5xx: the next one,
/// in order; when all failed, a wait that doubles each time. A lost flow: again at once, from the
/// first server. A refused password, 403 or 404: Failed, and no further attempt; only where this
/// password had been accepted before, three more follow first, since a server that was just
/// started may refuse what it will know in a moment.
class Registration : public std::enable_shared_from_this<Registration> {
public:
    Registration(RegistrationPorts ports, Account account, std::function<void()> changed);
    ~Registration();
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

    void start();
    /// Unregisters and ends the flow; `done` comes when the server has answered, or after 2 s.
    void stop(std::function<void()> done);

    [[nodiscard]] RegistrationState state() const { return state_; }
    [[nodiscard]] const std::optional<core::Error>& error() const { return error_; }
    /// The way that all requests go; null while there is none.
    [[nodiscard]] const std::shared_ptr<Flow>& flow() const { return flow_; }
    /// The server in use, or the last one tried.
    [[nodiscard]] const Server& server() const { return account_.servers.at(serverIndex_); }
    [[nodiscard]] bool isAtSurvivableSite() const {
        return serverIndex_ >= account_.firstSurvivable;
    }
    [[nodiscard]] const Account& account() const { return account_; }

    /// From the transport.
    void flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error);
    void pong(const std::shared_ptr<Flow>& flow);
    /// The network is there: try now, whatever the wait was.
    void retryNow();
    /// Our address or route changed: registers by a new flow, and leaves the old one then.
    void networkChanged();

private:
    void connect();
    void connected(core::Result<std::shared_ptr<Flow>> flow);
    void sendRegister(std::chrono::seconds expires, Exchange::Handlers handlers);
    void answered(const Response& response);
    [[nodiscard]] Request registerRequest(std::chrono::seconds expires, const Flow& flow);
    void granted(const Response& response);
    // moving.cpp
    void moveTo(std::size_t serverIndex, std::shared_ptr<Flow> flow);
    void leaveOldFlow();
    [[nodiscard]] Fallback::Taken fallBack(std::size_t serverIndex, std::shared_ptr<Flow> flow);
    void refused(const Response& response);
    void intervalTooBrief(const Response& response);
    void doubted(core::Error error);
    void tryNext(core::Error error, core::Milliseconds atLeast);
    void retryLater(core::Error error, core::Milliseconds atLeast);
    void giveUp(core::Error error);
    /// A survivable site refused: the call managers may be back meanwhile.
    void passSite(core::Error error);
    void scheduleRefresh(std::chrono::seconds granted);
    void schedulePing();
    void ping();
    void dropFlow();
    void finishStop();
    void become(RegistrationState state, std::optional<core::Error> error = std::nullopt);

    RegistrationPorts ports_;
    Account account_;
    std::function<void()> changed_;
    RegistrationState state_ = RegistrationState::Off;
    std::optional<core::Error> error_;
    std::shared_ptr<Flow> flow_;
    std::size_t serverIndex_ = 0;
    int failedRounds_ = 0;
    bool wasAccepted_ = false;  ///< the password, by any server
    int refusals_ = 0;          ///< of a password that was accepted, one after the other
    std::chrono::seconds asked_;
    std::string callId_;
    std::string fromTag_;
    std::uint32_t sequence_ = 0;
    bool pongSeen_ = false;
    std::shared_ptr<Exchange> exchange_;
    std::function<void()> stopped_;
    core::Timer refresh_;
    core::Timer retry_;
    core::Timer ping_;
    core::Timer pongDue_;
    core::Timer stopDue_;
    core::Owner owner_;

    enum class LeftServer { Same, Other };
    std::shared_ptr<Flow> left_;  ///< the flow before, until the new one is registered
    LeftServer leftServer_ = LeftServer::Same;
    std::shared_ptr<Exchange> farewell_;
    std::shared_ptr<Fallback> fallback_;
    core::Owner moving_;
};

/// The time that a 200 grants to our Contact: its `expires`, else the Expires header, else what
/// was asked for (RFC 3261 10.2.4). Zero where our Contact is not in a list of others.
[[nodiscard]] std::chrono::seconds grantedExpiry(const Response& response, const Uri& contact,
                                                 std::string_view instanceId,
                                                 std::chrono::seconds asked);
/// Retry-After in seconds (RFC 3261 20.33); 0 where it is absent or broken.
[[nodiscard]] std::chrono::seconds retryAfter(const Response& response);

}  // namespace sidetone::sip
