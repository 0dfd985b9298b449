// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/edgePath.h"

#include <algorithm>

#include "core/text.h"
#include "net/Url.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

std::string base64Url(const std::string& bytes) {
    auto text = core::toBase64(bytes);
    std::erase(text, '=');
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::string onNode(const net::Endpoint& node, const std::string& segment) {
    return "https://" + node.text() + "/" + segment;
}

}  // namespace

std::string edgeSegment(const std::string& domain) {
    return base64Url(core::lowerAscii(domain));
}

std::string edgeConfigUrl(const net::Endpoint& node, const std::string& domain) {
    return onNode(node, edgeSegment(domain)) +
           "/get_edge_config?service_name=_cisco-uds&service_name=_cuplogin";
}

std::string edgeSsoUrl(const net::Endpoint& node, const std::string& domain,
                       const std::string& email) {
    return onNode(node, edgeSegment(domain)) + "/get_edge_sso?email=" + percentEncoded(email);
}

std::string edgeAuthorizeUrl(const net::Endpoint& node, const std::string& domain) {
    return onNode(node, edgeSegment(domain)) + "/authorize";
}

core::Result<std::string> throughEdge(const net::Endpoint& node, const std::string& domain,
                                      const std::string& url) {
    const auto target = net::HttpUrl::parse(url);
    if (!target) return target.error();
    const std::string protocol = target->isSecure ? "https" : "http";
    const auto host = core::lowerAscii(target->server.host);
    const auto segment = base64Url(core::lowerAscii(domain) + "/" + protocol + "/" + host + "/" +
                                   std::to_string(target->server.port));
    const auto begin = target->text.find("://") + 3;
    const auto rest = std::min(target->text.find_first_of("/?", begin), target->text.size());
    const bool hasPath = rest < target->text.size() && target->text[rest] == '/';
    return onNode(node, segment) + (hasPath ? "" : "/") + target->text.substr(rest);
}

}  // namespace sidetone::signin
