// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/events/Subscription.h"

#include <algorithm>

#include "core/text.h"
#include "sip/registration/Registration.h"

namespace sidetone::sip {
namespace {

using std::chrono::seconds;

constexpr seconds afterFailure{60};
constexpr seconds longestWait{3600};

core::Milliseconds inMilliseconds(seconds time) {
    return std::chrono::duration_cast<core::Milliseconds>(time);
}

}  // namespace

Subscription::Subscription(SessionContext context, Wish wish, Handlers handlers)
    : context_(std::move(context)), wish_(std::move(wish)), handlers_(std::move(handlers)) {}

Subscription::~Subscription() = default;

void Subscription::start() {
    dialog_.reset();
    callId_ = context_.random.hex(16);
    localTag_ = context_.random.hex(6);
    send(wish_.expires);
}

void Subscription::send(seconds expires) {
    const auto flow = context_.flow();
    if (!flow) {
        retryAfter(afterFailure);
        return;
    }
    Request request;
    if (dialog_) {
        request = dialog_->makeRequest("SUBSCRIBE");
    } else {
        request.method = "SUBSCRIBE";
        request.uri = wish_.target;
        NameAddress self;
        self.uri = context_.account.addressOfRecord();
        self.parameters.set("tag", localTag_);
        NameAddress other;
        other.uri = wish_.target;
        if (!context_.account.route.empty()) request.headers.add("Route", context_.account.route);
        request.headers.add("Max-Forwards", "70");
        request.headers.add("From", self.text());
        request.headers.add("To", other.text());
        request.headers.add("Call-ID", callId_);
        request.headers.add("CSeq", CSeq{++sequence_, "SUBSCRIBE"}.text());
    }
    request.headers.add("Contact", contactOn(context_.account, *flow).text());
    request.headers.add("Event", wish_.event);
    request.headers.add("Accept", wish_.accept);
    request.headers.add("Expires", std::to_string(expires.count()));
    request.headers.add("User-Agent", context_.account.userAgent);
    const std::weak_ptr<Subscription> weak = weak_from_this();
    exchange_ = std::make_shared<Exchange>(
        context_.layer, context_.authenticator,
        Exchange::Handlers{[weak](const Response& response) {
                               auto self = weak.lock();
                               if (self && !response.isProvisional()) self->answered(response);
                           },
                           [weak](const core::Error&) {
                               if (auto self = weak.lock()) self->failed();
                           },
                           [weak]() -> std::uint32_t {
                               auto self = weak.lock();
                               if (!self) return 1;
                               return self->dialog_ ? self->dialog_->nextSequence()
                                                    : ++self->sequence_;
                           }});
    exchange_->start(std::move(request), flow);
}

void Subscription::answered(const Response& response) {
    if (response.isSuccess()) {
        if (!dialog_) {
            if (auto dialog = Dialog::asCaller(exchange_->request(), response)) {
                dialog_ = std::move(*dialog);
            }
        }
        const auto granted = core::parseNumber(response.headers.first("Expires"));
        const auto time =
            granted ? seconds(std::min<std::uint64_t>(*granted, 86'400)) : wish_.expires;
        if (time.count() == 0) return;
        timer_ =
            context_.clock.after(inMilliseconds(time) * 8 / 10, [this] { send(wish_.expires); });
        return;
    }
    const bool known = dialog_.has_value();
    dialog_.reset();
    if (handlers_.lost) handlers_.lost();
    if (known && response.status == 481) {
        start();
        return;
    }
    // 489, 403, 404 and their like: nobody there tells such things.
    if (response.status >= 500 || response.status == 480 || response.status == 408) {
        retryAfter(std::max(afterFailure, sip::retryAfter(response)));
    }
}

void Subscription::failed() {
    dialog_.reset();
    if (handlers_.lost) handlers_.lost();
    retryAfter(afterFailure);
}

void Subscription::retryAfter(seconds wait) {
    timer_ = context_.clock.after(inMilliseconds(std::min(wait, longestWait)), [this] { start(); });
}

void Subscription::receive(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    const auto event = request.headers.first("Event");
    const auto name = core::trim(event.substr(0, event.find(';')));
    if (request.method != "NOTIFY" || !core::equalsIgnoringCase(name, wish_.event)) {
        transaction->respond(makeResponse(request, 489, localTag_));
        return;
    }
    if (dialog_ && !dialog_->acceptSequence(request)) {
        transaction->respond(makeResponse(request, 500, localTag_, "Out of order"));
        return;
    }
    transaction->respond(makeResponse(request, 200, localTag_));
    const auto keep = shared_from_this();
    const auto state = core::lowerAscii(request.headers.first("Subscription-State"));
    if (!request.body.empty() && handlers_.notified) handlers_.notified(request.body);
    if (!state.starts_with("terminated")) return;
    // 4.1.3: what the server ended may be asked for again, unless it said that it never will be.
    dialog_.reset();
    timer_.stop();
    if (handlers_.lost) handlers_.lost();
    const bool forEver = state.find("rejected") != std::string::npos ||
                         state.find("noresource") != std::string::npos ||
                         state.find("invariant") != std::string::npos;
    if (!forEver)
        retryAfter(state.find("deactivated") != std::string::npos ? seconds(0) : afterFailure);
}

void Subscription::stop() {
    handlers_ = {};
    timer_.stop();
    if (dialog_) send(seconds(0));
    dialog_.reset();
}

void Subscription::renew() {
    timer_.stop();
    start();
}

void Subscription::askAgain() {
    if (dialog_) send(wish_.expires);
}

}  // namespace sidetone::sip
