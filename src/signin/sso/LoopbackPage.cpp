// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/LoopbackPage.h"

#include "core/text.h"

namespace sidetone::signin::sso {
namespace {

constexpr std::string_view style =
    "<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;"
    "padding:0 1rem;color-scheme:light dark}</style>";
constexpr std::string_view doneText =
    "<h1>You are signed on</h1><p>You can close this page and go back to Sidetone.</p>";
constexpr std::string_view refusedText =
    "<h1>The sign-on did not come about</h1><p>Go back to Sidetone: it says why.</p>";

/// The script reads the fragment, posts it and shows what came of it. It runs by its nonce alone,
/// and may reach nobody but this listener.
constexpr std::string_view script =
    "<script nonce=\"fragment\">const f=location.hash.slice(1);"
    "history.replaceState(null,'',location.pathname);"
    "const show=t=>{document.querySelector('main').innerHTML=t};"
    "if(f)fetch(location.pathname,{method:'POST',body:f}).then(r=>r.text()).then(show);"
    "</script>";

struct Head {
    std::string_view method;
    std::string_view path;
    std::string_view query;
    std::string host;
    std::string origin;
    bool isWellFormed = false;
};

Head readHead(std::string_view text) {
    Head head;
    const auto lines = core::split(text, '\n');
    const auto words = core::split(core::trim(lines.front()), ' ');
    if (words.size() != 3 || !words[2].starts_with("HTTP/1.")) return head;
    head.method = words[0];
    const auto mark = std::min(words[1].find('?'), words[1].size());
    head.path = words[1].substr(0, mark);
    if (mark < words[1].size()) head.query = words[1].substr(mark + 1);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].find(':');
        if (colon == std::string_view::npos) continue;
        const auto name = core::lowerAscii(core::trim(lines[i].substr(0, colon)));
        const std::string value(core::trim(lines[i].substr(colon + 1)));
        if (name == "host") head.host = value;
        if (name == "origin") head.origin = value;
    }
    head.isWellFormed = true;
    return head;
}

std::string response(int status, std::string_view reason, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason) +
           "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
           std::to_string(body.size()) +
           "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer"
           "\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; "
           "style-src 'unsafe-inline'; script-src 'nonce-fragment'; connect-src 'self'; "
           "frame-ancestors 'none'\r\n\r\n" +
           body;
}

std::string page(std::string_view content) {
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sidetone</title>" +
           std::string(style) + "<main>" + std::string(content) + "</main></html>";
}

bool isAnswer(std::string_view parameters) {
    for (const auto part : core::split(parameters, '&')) {
        for (const std::string_view name : {"code=", "access_token=", "error="}) {
            if (part.starts_with(name)) return true;
        }
    }
    return false;
}

std::string_view textFor(std::string_view parameters) {
    for (const auto part : core::split(parameters, '&')) {
        if (part.starts_with("error=")) return refusedText;
    }
    return doneText;
}

}  // namespace

std::string loopbackRefusal(int status) {
    return response(status, "Refused", page("<p>There is nothing here.</p>"));
}

std::optional<std::size_t> loopbackRequestSize(std::string_view begun) {
    const auto end = begun.find("\r\n\r\n");
    if (end == std::string_view::npos) return {};
    std::size_t size = end + 4;
    for (const auto line : core::split(begun.substr(0, end), '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        if (!core::equalsIgnoringCase(core::trim(line.substr(0, colon)), "content-length")) {
            continue;
        }
        const auto length = core::parseNumber(core::trim(line.substr(colon + 1)));
        // What is no length is as bad as one that is too large.
        if (!length || *length > mostLoopbackBytes) return mostLoopbackBytes + 1;
        size += static_cast<std::size_t>(*length);
    }
    return size;
}

LoopbackAnswer answerLoopback(std::string_view request, const LoopbackPlace& place) {
    const auto end = std::min(request.find("\r\n\r\n"), request.size());
    const auto head = readHead(request.substr(0, end));
    if (!head.isWellFormed) return {loopbackRefusal(400), {}};
    if (head.host != place.host) return {loopbackRefusal(421), {}};
    if (head.path != place.path) return {loopbackRefusal(404), {}};
    if (head.method == "GET" && isAnswer(head.query)) {
        return {response(200, "OK", page(textFor(head.query))), std::string(head.query)};
    }
    if (head.method == "GET") {
        const auto wait = std::string("<p>One moment.</p></main>") + std::string(script) + "<main>";
        return {response(200, "OK", page(wait)), {}};
    }
    if (head.method != "POST") return {loopbackRefusal(405), {}};
    if (!head.origin.empty() && head.origin != "http://" + place.host) {
        return {loopbackRefusal(403), {}};
    }
    const auto body = request.substr(std::min(end + 4, request.size()));
    if (!isAnswer(body)) return {loopbackRefusal(400), {}};
    return {response(200, "OK", std::string(textFor(body))), std::string(body)};
}

}  // namespace sidetone::signin::sso
