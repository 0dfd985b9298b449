// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/EdgeContract.h"

#include <algorithm>
#include <cctype>

#include "config/Uds.h"
#include "core/text.h"
#include "office/contracts/TokenStore.h"
#include "office/contracts/edge/FileStream.h"
#include "office/contracts/edge/insideServices.h"

namespace sidetone::office {
namespace {

using Clock = std::chrono::steady_clock;
using Records = std::vector<net::SrvRecord>;

constexpr const char* serverName = "CE_C ECS";

HttpResponse plain(int status, std::string text = {}) {
    return {status, "text/plain", {{"server", serverName}}, std::move(text)};
}

HttpResponse document(std::string text) {
    return {200, "text/xml", {{"server", serverName}}, std::move(text)};
}

HttpResponse challenge() {
    auto answer = plain(401);
    answer.headers.emplace_back("www-authenticate", "Basic realm=\"Cisco-Edge\"");
    return answer;
}

std::string fromBase64Url(std::string_view segment) {
    std::string text(segment);
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    return core::fromBase64(text).value_or(std::string());
}

/// The library has decoded the path: what must not stand in a request line is encoded again.
std::string encoded(std::string_view text, std::string_view alsoPlain) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (byte < 0x80 && std::isalnum(byte) != 0) ||
                             std::string_view("-._~").find(c) != std::string_view::npos ||
                             alsoPlain.find(c) != std::string_view::npos;
        if (isPlain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0x0FU];
        }
    }
    return out;
}

std::string queryOf(const HttpRequest& request) {
    std::string text;
    for (const auto& [name, value] : request.query) {
        text += (text.empty() ? "?" : "&") + encoded(name, "") + "=" + encoded(value, "");
    }
    return text;
}

std::string cookieOf(const HttpRequest& request) {
    for (const auto part : core::split(request.header("cookie"), ';')) {
        const auto pair = core::trim(part);
        if (pair.rfind("X-Auth=", 0) == 0) return std::string(pair.substr(7));
    }
    return {};
}

/// What the first segment means, and the rest of the path.
std::pair<std::string, std::string_view> partsOf(const HttpRequest& request) {
    const auto path = std::string_view(request.path).substr(request.path.empty() ? 0 : 1);
    const auto slash = std::min(path.find('/'), path.size());
    return {fromBase64Url(path.substr(0, slash)), path.substr(slash)};
}

}  // namespace

HttpResponse EdgeContract::answer(const HttpRequest& request) {
    lookAtRules();
    const auto [first, rest] = partsOf(request);
    if (serves(first)) return own(rest, request);
    auto asked = inside(request);
    if (!asked) return plain(404, "There is no such page\n");
    if (auto refused = refusal(request, *asked)) return *refused;
    // Our server leaves the body away by itself.
    if (request.method == "HEAD") asked->original.method = "GET";
    auto answer = inside_.ask(*asked);
    return answer ? std::move(*answer) : plain(502, "Next Hop Connection Failed\n");
}

std::unique_ptr<HttpStream> EdgeContract::stream(const HttpRequest& request) {
    const auto asked = inside(request);
    const bool isFile = asked && asked->host == desk_.layout.fileServer() &&
                        (request.method == "GET" || request.method == "PUT");
    if (!isFile) return nullptr;
    lookAtRules();
    if (auto refused = refusal(request, *asked)) {
        return std::make_unique<RefusedStream>(std::move(*refused));
    }
    return std::make_unique<FileStream>(desk_.layout, *asked);
}

/// An edge serves several domains: people's own and that of the voice services.
bool EdgeContract::serves(std::string_view domain) const {
    const auto name = core::lowerAscii(domain);
    return name == desk_.layout.domain || name == "voice." + desk_.layout.domain;
}

/// An administrator's commands count at once.
void EdgeContract::lookAtRules() {
    auto now = rules_.generation();
    if (now == generation_) return;
    generation_ = std::move(now);
    sessions_.forgetAll();
}

HttpResponse EdgeContract::own(std::string_view page, const HttpRequest& request) {
    if (page == "/get_edge_config" || page == "/get_edge_config/") return configuration(request);
    if (page == "/get_edge_sso") return document(edgeSsoDocument(singleSignOn()));
    const auto doors = SsoDoors::of(desk_.layout, desk_.host());
    const auto& path = request.path;
    const bool isSso = path == doors.authorize || path == doors.consumer || path == doors.token ||
                       path == doors.revoke;
    if (isSso && singleSignOn() != EdgeSso::Off) return sso_.answer(request);
    return plain(404, "There is no such page\n");
}

EdgeSso EdgeContract::singleSignOn() const {
    const bool isOff = !desk_.layout.with("sso") || desk_.answerFor("sso") == "off" ||
                       desk_.answerFor("edge-sso") == "off";
    if (isOff) return EdgeSso::Off;
    return desk_.answerFor("sso-flow") == "implicit" ? EdgeSso::Implicit : EdgeSso::WithRefresh;
}

std::string EdgeContract::nameOf(const HttpRequest& request) const {
    if (const auto credentials = basicCredentials(request)) {
        return credentials->user.substr(0, credentials->user.find('@'));
    }
    const auto token = bearerToken(request);
    const bool takesTokens = desk_.answerFor("edge-sso") != "refused";
    if (token.isEmpty() || !takesTokens) return {};
    return TokenStore(desk_.layout).ownerOf(TokenKind::Access, token);
}

HttpResponse EdgeContract::configuration(const HttpRequest& request) {
    const Layout& layout = desk_.layout;
    EdgeDocument told;
    Records callManagers;
    for (const auto& [name, value] : request.query) {
        if (name != "service_name" || told.services.size() > 8) continue;
        const auto records = insideServices(layout, encoded(value, ""));
        if (!records) return plain(502, "Next Hop Connection Failed\n");
        if (value == "_cisco-uds") callManagers = *records;
        told.services.emplace_back(value, *records);
    }
    const auto person = find(request, callManagers);
    if (person.status == 401) return challenge();
    if (person.status != 200) return plain(person.status, "Next Hop Connection Failed\n");
    // All nodes of an edge name one another, so that a client knows where else to go.
    told.nodes = {layout.fullName(desk_.host())};
    for (const Host node : {Host::OutsideEdge1, Host::OutsideEdge2}) {
        if (node != desk_.host()) told.nodes.push_back(layout.fullName(node));
    }
    for (const auto& record : callManagers) told.tftpServers.push_back(record.target);
    told.sipPort = layout.ports.sipTls;
    told.sipRoute = "<sip:" + layout.address(desk_.host()) + ":" +
                    std::to_string(layout.ports.sipTls) + ";transport=tls;lr>";
    told.xmppPort = layout.ports.xmpp;
    told.httpPort = layout.ports.uds;
    told.homeServer = desk_.answerFor("edge") == "no-home" ? std::string() : person.home;
    told.homePort = layout.ports.uds;
    auto answer = document(edgeConfigDocument(told));
    answer.headers.emplace_back("set-cookie", "X-Auth=" + sessions_.begin(Clock::now()) +
                                                  "; Secure; HttpOnly; Domain=" + layout.domain);
    return answer;
}

/// Any node knows everybody's home (provisioning 13); the home judges the password.
EdgeContract::Person EdgeContract::find(const HttpRequest& request, const Records& nodes) const {
    const auto name = nameOf(request);
    if (name.empty()) return {401, {}};
    if (nodes.empty()) {
        const auto credentials = basicCredentials(request);
        const bool isRight = !credentials || desk_.passwords.isRight(name, credentials->password);
        return {isRight ? 200 : 401, {}};
    }
    for (const auto& node : nodes) {
        InsideRequest question{true,
                               node.target,
                               node.port,
                               "/cucm-uds/clusterUser?username=" + encoded(name, ""),
                               {}};
        question.original.method = "GET";
        const auto answer = inside_.ask(question);
        if (!answer || answer->status != 200) continue;
        const auto home = config::parseClusterUser(answer->body);
        if (!home) continue;
        if (!home->found) return {401, {}};
        return check(home->userId, home->homeCluster, node.port, request);
    }
    return {};
}

EdgeContract::Person EdgeContract::check(const std::string& user, const std::string& home, int port,
                                         const HttpRequest& request) const {
    InsideRequest question{
        true, home, static_cast<std::uint16_t>(port), "/cucm-uds/user/" + encoded(user, ""), {}};
    question.original.method = "GET";
    question.original.headers = {{"authorization", std::string(request.header("authorization"))}};
    const auto answer = inside_.ask(question);
    if (!answer) return {};
    return {answer->status == 200 ? 200 : 401, home};
}

bool EdgeContract::hasSession(const HttpRequest& request) {
    return sessions_.isValid(cookieOf(request), Clock::now());
}

std::optional<InsideRequest> EdgeContract::inside(const HttpRequest& request) const {
    const auto [target, rest] = partsOf(request);
    const auto parts = core::split(target, '/');
    const bool isTarget =
        parts.size() == 4 && serves(parts[0]) && (parts[1] == "http" || parts[1] == "https");
    const auto port = isTarget ? core::parseNumber(parts[3]) : std::nullopt;
    if (!port || *port == 0 || *port > 65535) return {};
    InsideRequest inside;
    inside.isSecure = parts[1] == "https";
    inside.host = core::lowerAscii(parts[2]);
    inside.port = static_cast<std::uint16_t>(*port);
    inside.target = (rest.empty() ? "/" : encoded(rest, "/@:!$&'()*+,;=")) + queryOf(request);
    inside.original = request;
    return inside;
}

std::optional<HttpResponse> EdgeContract::refusal(const HttpRequest& request,
                                                  const InsideRequest& inside) {
    if (!hasSession(request)) return challenge();
    if (rules_.isAllowed(inside.host, inside.port)) return {};
    return plain(403, "Not on the allow list\n");
}

}  // namespace sidetone::office
