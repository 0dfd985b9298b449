// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Random.h"
#include "net/Connection.h"
#include "xmpp/Stream.h"

namespace sidetone::xmpp {

/// Finds out when the node that a person belongs to is there again, while they are signed in at
/// another one. It must be there at two looks in a row: ejabberd 23.01 answers before it joins its
/// cluster again, and throws everybody out when it does. A node that has just come back is not asked by everybody at once: each look comes
/// at a time drawn between the re-login's limits (reference/messaging.md 2.4 and 3.1: a client that
/// is not at its home node goes back there; servers with automatic fallback wait too).
///
/// States     events and where they lead
///   Idle     watch() -> Waiting
///   Waiting  time is up -> Looking
///   Looking  TLS stands for the first time -> Waiting; for the second -> Idle, and isBack() is
///            called from the loop; ended -> Waiting
///   any      stop() -> Idle
class HomeReturn final : public StreamListener {
public:
    HomeReturn(core::Clock& clock, core::Random& random, net::ConnectionFactory& connections,
               std::function<void()> isBack);
    ~HomeReturn() override;

    void watch(const Server& home, const std::string& domain, const ReloginLimits& limits,
               const SessionTimes& times);
    void stop();
    /// It is back, but this is no moment to go there: asks again so much later.
    void postpone(core::Milliseconds by);

    void streamSecured() override;
    void streamReady(Negotiation::State how) override;
    void streamHeard() override {}
    void streamElement(const StreamEvent&) override {}
    std::string streamFlushing() override { return {}; }
    void streamEnded(const Ending& ending) override;

private:
    void wait();
    void look();

    core::Clock& clock_;
    core::Random& random_;
    net::ConnectionFactory& connections_;
    std::function<void()> isBack_;
    Server home_;
    std::string domain_;
    ReloginLimits limits_;
    SessionTimes times_;
    SaslMemory memory_;
    bool wasThere_ = false;  ///< at the last look
    std::unique_ptr<Stream> stream_;
    core::Timer timer_;
};

}  // namespace sidetone::xmpp
