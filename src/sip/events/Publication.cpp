// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/events/Publication.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::sip {

using std::chrono::seconds;

namespace {

/// After silence, an error of the server, or an answer that makes no sense.
constexpr core::Milliseconds againAfter{30'000};

}  // namespace

Publication::~Publication() {
    if (exchange_) exchange_->forget();
}

void Publication::publish(std::string body) {
    body_ = std::move(body);
    goOn();
}

void Publication::renew() {
    if (exchange_) exchange_->forget();
    exchange_.reset();
    refresh_.stop();
    again_.stop();
    tag_.clear();
    sent_.clear();
    isRefused_ = false;
    goOn();
}

void Publication::goOn() {
    if (exchange_ || isRefused_ || again_.isSet() || body_.empty()) return;
    if (tag_.empty() || body_ != sent_) send(body_);
}

void Publication::send(const std::string& body) {
    const auto flow = context_.flow();
    if (!flow) return;
    if (callId_.empty()) callId_ = context_.random.hex(16);
    const auto line = context_.account.addressOfRecord();
    Request request;
    request.method = "PUBLISH";
    request.uri = line;
    NameAddress to;
    to.uri = line;
    NameAddress from = to;
    from.parameters.set("tag", context_.random.hex(6));
    if (!context_.account.route.empty()) request.headers.add("Route", context_.account.route);
    request.headers.add("Max-Forwards", "70");
    request.headers.add("From", from.text());
    request.headers.add("To", to.text());
    request.headers.add("Call-ID", callId_);
    request.headers.add("CSeq", CSeq{++sequence_, "PUBLISH"}.text());
    request.headers.add("Event", wish_.event);
    request.headers.add("Expires", std::to_string(wish_.expires.count()));
    if (!tag_.empty()) request.headers.add("SIP-If-Match", tag_);
    request.headers.add("User-Agent", context_.account.userAgent);
    if (!body.empty()) {
        request.headers.add("Content-Type", wish_.contentType);
        request.body = body;
        sent_ = body;
    }
    const std::weak_ptr<Publication> weak = weak_from_this();
    exchange_ =
        std::make_shared<Exchange>(context_.layer, context_.authenticator,
                                   Exchange::Handlers{[weak](const Response& response) {
                                                          auto self = weak.lock();
                                                          if (self && !response.isProvisional())
                                                              self->answered(response);
                                                      },
                                                      [weak](const core::Error&) {
                                                          if (auto self = weak.lock())
                                                              self->failed();
                                                      },
                                                      [weak]() -> std::uint32_t {
                                                          auto self = weak.lock();
                                                          return self ? ++self->sequence_ : 1;
                                                      }});
    exchange_->start(std::move(request), flow);
}

void Publication::answered(const Response& response) {
    const auto ended = std::exchange(exchange_, nullptr);
    if (response.isSuccess()) {
        took(response);
        if (!again_.isSet()) goOn();
        return;
    }
    const bool wasNamed = ended && ended->request().headers.has("SIP-If-Match");
    tag_.clear();
    sent_.clear();
    // 4.1: it was forgotten there.
    if (response.status == 412 && wasNamed) return goOn();
    if (response.status == 423) {
        const auto least = core::parseNumber(response.headers.first("Min-Expires"));
        const auto before = wish_.expires;
        if (least) wish_.expires = seconds(std::min<std::uint64_t>(*least, 86'400));
        if (wish_.expires > before) return goOn();
    }
    // 405, 489 and their like: nobody there wants to know.
    isRefused_ = response.status < 500;
    if (!isRefused_) tryLater();
    context_.log.info("sip", "The server does not take the line's " + wish_.event + " (" +
                                 std::to_string(response.status) + ")");
}

/// What the server has by now is not known.
void Publication::failed() {
    exchange_.reset();
    sent_.clear();
    tryLater();
}

void Publication::tryLater() {
    again_ = context_.clock.after(againAfter, [this] {
        again_.stop();
        goOn();
    });
}

void Publication::took(const Response& response) {
    const auto granted = core::parseNumber(response.headers.first("Expires"));
    const auto time = granted ? seconds(std::min<std::uint64_t>(*granted, 86'400)) : wish_.expires;
    tag_ = std::string(response.headers.first("SIP-ETag"));
    if (time.count() == 0 || tag_.empty()) {
        tag_.clear();
        sent_.clear();
        // A server that gives neither time nor name would be asked without an end.
        tryLater();
        return;
    }
    const auto wait = std::chrono::duration_cast<core::Milliseconds>(time) * 8 / 10;
    refresh_ = context_.clock.after(wait, [this] {
        if (!exchange_ && !again_.isSet() && !tag_.empty()) send({});
    });
}

}  // namespace sidetone::sip
