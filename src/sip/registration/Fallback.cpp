// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/registration/Fallback.h"

namespace sidetone::sip {

Fallback::Fallback(Ports ports, const Account& account, Ready ready)
    : ports_(ports), account_(account), ready_(std::move(ready)), callId_(ports_.random.hex(16)) {}

Fallback::~Fallback() {
    if (flow_) flow_->close();
}

void Fallback::watch(std::size_t current) {
    if (current == current_ && timer_.isSet()) return;
    stop();
    current_ = current;
    if (current_ > 0) schedule();
}

void Fallback::stop() {
    owner_.cancelAll();
    timer_.stop();
    exchange_.reset();
    goodSince_.reset();
    next_ = 0;
    if (auto flow = std::exchange(flow_, nullptr)) flow->close();
}

void Fallback::schedule() {
    const auto wait = std::chrono::duration_cast<core::Milliseconds>(account_.keepAlive);
    timer_ = ports_.clock.after(wait, [this] { ask(next_); });
}

void Fallback::ask(std::size_t server) {
    if (flow_ && flow_->isOpen()) {
        asked(server, flow_);
        return;
    }
    ports_.transport.open(account_.servers.at(server), account_.dscp)
        .then(owner_, [this, server](core::Result<std::shared_ptr<Flow>> flow) {
            if (!flow) {
                failed(server);
                return;
            }
            flow_ = std::move(*flow);
            asked(server, flow_);
        });
}

void Fallback::asked(std::size_t server, const std::shared_ptr<Flow>& flow) {
    Request request;
    request.method = "REGISTER";
    request.uri.host = account_.domain;
    NameAddress own;
    own.uri = account_.addressOfRecord();
    request.headers.add("To", own.text());
    own.parameters.set("tag", ports_.random.hex(6));
    request.headers.add("From", own.text());
    request.headers.add("Call-ID", callId_);
    request.headers.add("CSeq", CSeq{++sequence_, "REGISTER"}.text());
    request.headers.add("Max-Forwards", "70");
    request.headers.add("Contact", contactOn(account_, *flow).text());
    request.headers.add("User-Agent", account_.userAgent);
    request.headers.add("Expires", "0");
    const std::weak_ptr<Fallback> weak = weak_from_this();
    exchange_ = std::make_shared<Exchange>(
        ports_.layer, ports_.authenticator,
        Exchange::Handlers{[weak, server, flow](const Response& response) {
                               auto self = weak.lock();
                               if (self && !response.isProvisional()) {
                                   self->answered(server, flow, response.status);
                               }
                           },
                           [weak, server](const core::Error&) {
                               if (auto self = weak.lock()) self->failed(server);
                           },
                           [this] { return ++sequence_; }});
    exchange_->start(std::move(request), flow);
}

void Fallback::answered(std::size_t server, const std::shared_ptr<Flow>& flow, int status) {
    if (status < 200 || status >= 300) {
        failed(server);
        return;
    }
    const auto now = ports_.clock.now();
    if (!goodSince_) goodSince_ = now;
    if (now - *goodSince_ < account_.stableFor) {
        schedule();
        return;
    }
    ports_.log.info("sip", account_.servers.at(server).endpoint.text() + " is stable again");
    // Asked again after the interval where nobody can move to it yet (a call is on).
    schedule();
    if (ready_(server, flow) == Taken::No) return;
    flow_.reset();
    timer_.stop();
    goodSince_.reset();
}

void Fallback::failed(std::size_t server) {
    goodSince_.reset();
    exchange_.reset();
    if (auto flow = std::exchange(flow_, nullptr)) flow->close();
    next_ = server + 1 < current_ ? server + 1 : 0;
    schedule();
}

}  // namespace sidetone::sip
