// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/methods.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "sip/message/Parameters.h"

namespace sidetone::sip {
namespace {

constexpr std::array<std::string_view, 9> taken{"INVITE", "ACK",    "CANCEL", "BYE",   "OPTIONS",
                                                "PRACK",  "UPDATE", "REFER",  "NOTIFY"};
/// Methods that we know of and do not take: 405. All others: 501.
constexpr std::array<std::string_view, 5> known{"REGISTER", "SUBSCRIBE", "PUBLISH", "INFO",
                                                "MESSAGE"};
constexpr std::array<std::string_view, 5> extensions{"replaces", "100rel", "timer", "norefersub",
                                                     "join"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& list, std::string_view method) {
    return std::find(list.begin(), list.end(), method) != list.end();
}

bool isSdp(std::string_view contentType) {
    const auto type = core::trim(contentType.substr(0, contentType.find(';')));
    return core::equalsIgnoringCase(type, "application/sdp");
}

}  // namespace

std::optional<Response> refusalOf(const Request& request, std::string_view toTag) {
    if (!contains(taken, request.method)) {
        auto response = makeResponse(request, contains(known, request.method) ? 405 : 501, toTag);
        response.headers.add("Allow", std::string(allowedMethods));
        return response;
    }
    // 8.2.2.3. (CANCEL and ACK have no Require.)
    auto required = request.headers.values("Require");
    std::erase_if(required, [](std::string_view extension) {
        return contains(extensions, core::lowerAscii(extension));
    });
    if (!required.empty() && request.method != "CANCEL" && request.method != "ACK") {
        auto response = makeResponse(request, 420, toTag);
        for (const auto extension : required) {
            response.headers.add("Unsupported", std::string(extension));
        }
        return response;
    }
    if (request.method == "INVITE" && !request.body.empty() &&
        (!isSdp(request.headers.first("Content-Type")) ||
         request.headers.has("Content-Encoding"))) {
        auto response = makeResponse(request, 415, toTag);
        response.headers.add("Accept", "application/sdp");
        return response;
    }
    return std::nullopt;
}

std::optional<int> takenElsewhere(const Headers& headers) {
    for (const auto value : headers.values("Reason")) {
        const auto semicolon = value.find(';');
        if (semicolon == std::string_view::npos ||
            !core::equalsIgnoringCase(core::trim(value.substr(0, semicolon)), "SIP")) {
            continue;
        }
        const auto parameters = Parameters::parse(value.substr(semicolon + 1));
        if (!parameters) continue;
        const auto cause = parameters->value("cause");
        if (cause == "200") return 200;
        // 21.6: one that is busy or declines says so for all.
        if (cause == "600" || cause == "603") return 603;
    }
    return std::nullopt;
}

bool hasDescription(const Headers& headers, const std::string& body) {
    return !body.empty() && isSdp(headers.first("Content-Type"));
}

void setDescription(Headers& headers, std::string& body, std::string description) {
    headers.set("Content-Type", "application/sdp");
    body = std::move(description);
}

}  // namespace sidetone::sip
