// SPDX-License-Identifier: GPL-3.0-or-later
// How a registration moves to another flow while the old one still lives: another network, or
// the way back to a better server. The new way is made before the old one is broken.
#include "sip/registration/Registration.h"

namespace sidetone::sip {

void Registration::networkChanged() {
    if (state_ != RegistrationState::Registered || !flow_ || stopped_) {
        retryNow();
        return;
    }
    ports_.log.info("sip", "The network changed: a new way to the call server is made");
    const auto at = serverIndex_;
    ports_.transport.openAnew(server(), account_.dscp)
        .then(moving_, [this, at](core::Result<std::shared_ptr<Flow>> flow) {
            if (!flow) {
                // The old way may be good all the same; the next sign of life tells.
                ports_.log.warning("sip", flow.error().sentence());
                ping();
                return;
            }
            moveTo(at, std::move(*flow));
        });
}

void Registration::moveTo(std::size_t serverIndex, std::shared_ptr<Flow> flow) {
    if (stopped_ || state_ != RegistrationState::Registered) {
        flow->close();
        return;
    }
    if (left_) left_->close();
    left_ = std::exchange(flow_, std::move(flow));
    leftServer_ = serverIndex_ == serverIndex ? LeftServer::Same : LeftServer::Other;
    serverIndex_ = serverIndex;
    pongSeen_ = false;
    ping_.stop();
    pongDue_.stop();
    if (leftServer_ == LeftServer::Other) callId_ = ports_.random.hex(16);
    connected(flow_);
}

void Registration::leaveOldFlow() {
    auto old = std::exchange(left_, nullptr);
    if (!old) return;
    if (leftServer_ == LeftServer::Same) {
        // The new binding took the old one's place (RFC 5626 6): same instance, same number.
        old->close();
        const auto call = changed_;
        if (call) call();
        return;
    }
    // The other server forgets us, so that it sends no calls to where nobody is.
    Request request = registerRequest(std::chrono::seconds(0), *old);
    request.headers.set("Call-ID", ports_.random.hex(16));
    farewell_ =
        std::make_shared<Exchange>(ports_.layer, ports_.authenticator,
                                   Exchange::Handlers{[old](const Response& response) {
                                                          if (!response.isProvisional())
                                                              old->close();
                                                      },
                                                      [old](const core::Error&) { old->close(); },
                                                      [this] { return ++sequence_; }});
    farewell_->start(std::move(request), old);
    const auto call = changed_;
    if (call) call();
}

Fallback::Taken Registration::fallBack(std::size_t serverIndex, std::shared_ptr<Flow> flow) {
    if (ports_.mayMove && !ports_.mayMove()) return Fallback::Taken::No;
    ports_.log.info("sip", "Going back to " + account_.servers.at(serverIndex).endpoint.text());
    moveTo(serverIndex, std::move(flow));
    return Fallback::Taken::Yes;
}

}  // namespace sidetone::sip
