// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/CaptivePortal.h"

#include <memory>
#include <utility>

#include "core/text.h"
#include "net/Url.h"

namespace sidetone::net {
namespace {

using Kind = PortalVerdict::Kind;

PortalVerdict failed(const core::Error& error, const std::string& asked) {
    const auto said = asked + ": " + error.answer;
    switch (error.code) {
        case core::ErrorCode::NotFound:
            // A name server that answers is a network that works.
            return {Kind::NoNames, {}, said};
        case core::ErrorCode::BadAnswer:
        case core::ErrorCode::TooLarge:
            return {Kind::Portal, {}, said};
        default:
            break;
    }
    const bool isNames = error.answer.find("name server") != std::string::npos;
    return {isNames ? Kind::NoNames : Kind::NoNetwork, {}, said};
}

PortalVerdict judge(const HttpResponse& answer, const PortalProbe& probe,
                    const std::string& asked) {
    const auto status = std::to_string(answer.status);
    if (answer.status >= 300 && answer.status < 400) {
        const auto location = std::string(answer.header("location"));
        const auto here = HttpUrl::parse(probe.url);
        auto portal = probe.url;
        if (here) {
            if (const auto target = here->redirected(location)) portal = target->text;
        }
        return {Kind::Portal, portal, asked + " leads to " + core::printable(location, 200)};
    }
    if (answer.status == 511) {  // RFC 6585 section 6
        return {Kind::Portal, probe.url, asked + " answered 511, the network wants a sign-in"};
    }
    const bool isRight = probe.body.empty() || answer.body.find(probe.body) != std::string::npos;
    if (answer.status == 200 && !isRight) {
        return {Kind::Portal, probe.url, asked + " answered with another page"};
    }
    return {Kind::Open, {}, asked + " answered " + status};
}

}  // namespace

core::Task<PortalVerdict> probePortal(HttpClient& http, PortalProbe probe) {
    const auto url = HttpUrl::parse(probe.url);
    if (probe.url.empty() || !url || url->isSecure) {
        return core::Task<PortalVerdict>::ready(
            PortalVerdict{Kind::NotAsked, {}, "no plain page to ask is configured"});
    }
    HttpRequest request;
    request.url = probe.url;
    request.timeout = probe.timeout;
    request.largestAnswer = 64U << 10U;
    core::Promise<PortalVerdict> promise;
    auto task = promise.task();
    const auto owner = std::make_shared<core::Owner>();
    promise.onCancel([weak = std::weak_ptr(owner)] {
        if (const auto live = weak.lock()) live->cancelAll();
    });
    const auto asked = url->server.text();
    http.send(std::move(request))
        .then(*owner, [owner, promise, probe, asked](core::Result<HttpResponse> answer) {
            promise.settle(answer ? judge(*answer, probe, asked) : failed(answer.error(), asked));
        });
    return task;
}

}  // namespace sidetone::net
