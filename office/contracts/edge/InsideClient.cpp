// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/InsideClient.h"

#include <array>
#include <chrono>

#include "core/text.h"
#include "office/contracts/edge/InsideLink.h"

namespace sidetone::office {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds longest{4};
constexpr std::size_t largest = 8U << 20U;

/// What goes on to the person outside.
bool goesOn(std::string_view name) {
    for (const std::string_view one :
         {"server", "location", "www-authenticate", "content-range", "accept-ranges"}) {
        if (name == one) return true;
    }
    return false;
}

}  // namespace

std::optional<HttpResponse> InsideClient::ask(const InsideRequest& request) const {
    auto link = InsideLink::open(layout_, request, std::chrono::seconds(1));
    const auto& body = request.original.body;
    const auto size = body.empty() ? std::string() : std::to_string(body.size());
    if (!link || !link->write(headOf(request, size) + body)) return std::nullopt;
    // To the end, or to what Content-Length promised.
    const auto deadline = SteadyClock::now() + longest;
    std::string bytes;
    std::array<char, 16384> buffer{};
    while (SteadyClock::now() < deadline && bytes.size() < largest) {
        const auto count = link->read(buffer.data(), buffer.size());
        if (count <= 0) break;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return parseHttpAnswer(bytes);
}

std::optional<HttpHead> parseHttpHead(std::string_view bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos || bytes.rfind("HTTP/1.", 0) != 0) return std::nullopt;
    HttpHead head;
    const auto lines = core::split(bytes.substr(0, end), '\n');
    const auto status = core::parseNumber(core::trim(lines.front()).substr(0, 12).substr(9));
    if (!status) return std::nullopt;
    head.response.status = static_cast<int>(*status);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].find(':');
        if (colon == std::string_view::npos) continue;
        auto name = core::lowerAscii(core::trim(lines[i].substr(0, colon)));
        auto value = std::string(core::trim(lines[i].substr(colon + 1)));
        if (name == "content-type") head.response.contentType = value;
        const auto size = core::parseNumber(value);
        if (name == "content-length" && size) head.size = *size;
        if (goesOn(name)) head.response.headers.emplace_back(std::move(name), std::move(value));
    }
    return head;
}

std::optional<HttpResponse> parseHttpAnswer(const std::string& bytes) {
    const auto head = parseHttpHead(bytes);
    if (!head) return std::nullopt;
    auto answer = head->response;
    answer.body = bytes.substr(bytes.find("\r\n\r\n") + 4);
    if (answer.body.size() < head->size) return std::nullopt;
    if (head->size > 0) answer.body.resize(head->size);
    return answer;
}

}  // namespace sidetone::office
