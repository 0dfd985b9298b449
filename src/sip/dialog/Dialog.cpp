// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/dialog/Dialog.h"

#include <algorithm>

namespace sidetone::sip {
namespace {

std::vector<std::string> recordRoutes(const Headers& headers) {
    std::vector<std::string> routes;
    for (const auto value : headers.values("Record-Route")) routes.emplace_back(value);
    return routes;
}

core::Error bad(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Setting up the call", std::move(why));
}

}  // namespace

core::Result<Dialog> Dialog::asCaller(const Request& invite, const Response& response) {
    Dialog dialog;
    dialog.local_ = fromOf(invite.headers);
    dialog.remote_ = toOf(response.headers);
    dialog.id_ = {std::string(callIdOf(invite.headers)), dialog.local_.tag(), dialog.remote_.tag()};
    if (dialog.id_.remoteTag.empty()) return bad("the answer has no tag");
    auto contact = contactOf(response.headers);
    if (contact) {
        dialog.remoteTarget_ = contact->uri;
    } else if (response.isSuccess()) {
        return bad("the answer has no Contact");
    } else {
        dialog.remoteTarget_ = invite.uri;
    }
    // 12.1.2: in reverse order.
    dialog.routeSet_ = recordRoutes(response.headers);
    std::reverse(dialog.routeSet_.begin(), dialog.routeSet_.end());
    dialog.localSequence_ = cseqOf(invite.headers).number;
    return dialog;
}

core::Result<Dialog> Dialog::asCalled(const Request& invite, std::string localTag) {
    auto contact = contactOf(invite.headers);
    if (!contact) return bad("Missing or bad Contact");
    Dialog dialog;
    dialog.local_ = toOf(invite.headers);
    dialog.local_.parameters.set("tag", localTag);
    dialog.remote_ = fromOf(invite.headers);
    dialog.id_ = {std::string(callIdOf(invite.headers)), std::move(localTag), dialog.remote_.tag()};
    dialog.remoteTarget_ = contact->uri;
    dialog.routeSet_ = recordRoutes(invite.headers);
    dialog.remoteSequence_ = cseqOf(invite.headers).number;
    return dialog;
}

Request Dialog::makeRequest(std::string_view method, std::optional<std::uint32_t> number) {
    Request request;
    request.method = std::string(method);
    auto routes = routeSet_;
    request.uri = remoteTarget_;
    if (!routes.empty()) {
        // 12.2.1.1: a first route without lr is a strict router: it becomes the Request-URI.
        const auto first = NameAddress::parse(routes.front());
        if (first && !first->uri.parameters.has("lr")) {
            NameAddress target;
            target.uri = remoteTarget_;
            request.uri = first->uri;
            routes.erase(routes.begin());
            routes.push_back(target.text());
        }
    }
    for (auto& route : routes) request.headers.add("Route", std::move(route));
    request.headers.add("Max-Forwards", "70");
    request.headers.add("From", local_.text());
    request.headers.add("To", remote_.text());
    request.headers.add("Call-ID", id_.callId);
    const auto sequence = number ? *number : nextSequence();
    request.headers.add("CSeq", CSeq{sequence, request.method}.text());
    return request;
}

bool Dialog::acceptSequence(const Request& request) {
    const auto number = cseqOf(request.headers).number;
    if (remoteSequence_ && number < *remoteSequence_) return false;
    remoteSequence_ = number;
    return true;
}

void Dialog::refreshTarget(const Headers& headers) {
    if (auto contact = contactOf(headers)) remoteTarget_ = contact->uri;
}

void Dialog::confirm(const Response& response) {
    routeSet_ = recordRoutes(response.headers);
    std::reverse(routeSet_.begin(), routeSet_.end());
    refreshTarget(response.headers);
}

DialogId Dialog::idOfRequest(const Request& request) {
    return {std::string(callIdOf(request.headers)), toOf(request.headers).tag(),
            fromOf(request.headers).tag()};
}

}  // namespace sidetone::sip
