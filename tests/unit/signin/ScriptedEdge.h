// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/text.h"
#include "net/HttpClient.h"

namespace sidetone::test {

/// Edge nodes in virtual time before another HttpClient, which plays the servers inside: each
/// gives cookies of its own, passes on what is on its allow list, and answers as the tests say.
class ScriptedEdge final : public net::HttpClient {
public:
    struct Node {
        std::string config;  ///< the answer of get_edge_config
        std::string cookie;  ///< of the next session; empty: none is given
        std::string attributes = "; Secure; HttpOnly";
        std::set<std::string> valid;  ///< cookies that are let through
        int status = 0;               ///< answers every question, where not 0
        std::optional<core::Error> down;
        int configs = 0;  ///< how often the configuration was asked for
        int sessions = 0;
    };

    ScriptedEdge(core::Clock& clock, net::HttpClient& inside) : clock_(clock), inside_(inside) {}

    core::Milliseconds delay{10};
    std::string domain = "example.com";
    std::string user = "anna";
    std::string password = "Secret1";
    std::string token;  ///< where set, people sign on in the browser, and this one is good
    std::map<std::string, Node> nodes;  ///< by host
    std::set<std::string> refused;      ///< hosts that are not on the allow list
    std::set<std::string> unreachable;  ///< hosts that the edge cannot reach
    std::vector<net::HttpRequest> asked;

    [[nodiscard]] core::Task<net::HttpResponse> send(net::HttpRequest request) override {
        asked.push_back(request);
        const auto hostEnd = request.url.find(':', 8);
        const auto host = request.url.substr(8, hostEnd - 8);
        const auto node = nodes.find(host);
        if (node == nodes.end()) return inside_.send(std::move(request));
        const auto path = request.url.substr(request.url.find('/', 8) + 1);
        const auto first = path.substr(0, path.find('/'));
        const auto rest = path.find('/') == std::string::npos ? "" : path.substr(path.find('/'));
        if (node->second.down) return later(*node->second.down);
        if (node->second.status != 0) return later(own(node->second.status));
        if (rest.rfind("/get_edge_sso", 0) == 0) {
            auto answer = own(token.empty() ? 404 : 200);
            answer.body = "<r><sso enabled='true'/><token enabled='true'/></r>";
            return later(std::move(answer));
        }
        if (decoded(first) == domain && !token.empty() && rest.rfind("/get_edge_config", 0) != 0) {
            return inside_.send(std::move(request));  // the pages of the sign-on
        }
        if (rest.rfind("/get_edge_config", 0) == 0) return later(configure(node->second, request));
        return pass(node->second, std::move(request), decoded(first), rest);
    }
    /// The value of a header of a request, or "".
    static std::string header(const net::HttpRequest& request, const std::string& name) {
        for (const auto& [key, value] : request.headers) {
            if (core::equalsIgnoringCase(key, name)) return value;
        }
        return {};
    }

private:
    static std::string decoded(std::string segment) {
        for (char& c : segment) {
            if (c == '-') c = '+';
            if (c == '_') c = '/';
        }
        return core::fromBase64(segment).value_or("");
    }
    [[nodiscard]] static net::HttpResponse own(int status) {
        net::HttpResponse answer;
        answer.status = status;
        answer.headers = {{"server", "CE_C ECS"}};
        return answer;
    }
    net::HttpResponse configure(Node& node, const net::HttpRequest& request) {
        ++node.configs;
        const bool isSignedOn =
            !token.empty() && request.bearer && request.bearer->reveal() == token;
        const bool isRight = isSignedOn || (request.basic && request.basic->user == user &&
                                            request.basic->password.reveal() == password);
        auto answer = own(isRight ? 200 : 401);
        if (!isRight) {
            answer.headers.emplace_back("www-authenticate", "Basic realm=\"Cisco-Edge\"");
            return answer;
        }
        answer.body = node.config;
        if (!node.cookie.empty()) {
            const auto value = node.cookie + std::to_string(++node.sessions);
            node.valid.insert("X-Auth=" + value);
            answer.headers.emplace_back("set-cookie", "X-Auth=" + value + node.attributes);
        }
        return answer;
    }
    core::Task<net::HttpResponse> pass(Node& node, net::HttpRequest request,
                                       const std::string& target, const std::string& rest) {
        const auto parts = core::split(target, '/');
        if (parts.size() != 4 || parts[0] != domain) return later(own(404));
        if (!node.cookie.empty() && !node.valid.contains(header(request, "Cookie"))) {
            auto answer = own(401);
            answer.headers.emplace_back("www-authenticate", "Basic realm=\"Cisco-Edge\"");
            return later(std::move(answer));
        }
        if (refused.contains(std::string(parts[2]))) return later(own(403));
        if (unreachable.contains(std::string(parts[2]))) {
            auto answer = own(502);
            answer.body = "Next Hop Connection Failed";
            return later(std::move(answer));
        }
        request.url = std::string(parts[1]) + "://" + std::string(parts[2]) + ":" +
                      std::string(parts[3]) + rest;
        return inside_.send(std::move(request));
    }
    core::Task<net::HttpResponse> later(core::Result<net::HttpResponse> answer) {
        core::Promise<net::HttpResponse> promise;
        auto task = promise.task();
        timers_.push_back(clock_.after(delay, [promise, answer] { promise.settle(answer); }));
        return task;
    }

    core::Clock& clock_;
    net::HttpClient& inside_;
    std::vector<core::Timer> timers_;
};

/// What an edge tells of Company's office.
inline std::string edgeConfigDocument(const std::string& expe = "expe1.example.com") {
    const auto server = [](const std::string& name, const std::string& host,
                           const std::string& port) {
        return "<" + name + "><server><address>" + host + "</address><tlsPort>" + port +
               "</tlsPort></server></" + name + ">";
    };
    return "<?xml version='1.0' encoding='UTF-8'?><getEdgeConfigResponse version=\"1.0\">"
           "<serviceConfig><service><name>_cuplogin</name><error>NameError</error></service>"
           "<service><name>_cisco-uds</name>"
           "<server><priority>2</priority><weight>20</weight><port>8443</port>"
           "<address>cucm2.example.com</address></server>"
           "<server><priority>1</priority><weight>5</weight><port>8443</port>"
           "<address>cucm1.example.com</address></server></service>"
           "<service><name>tftpServer</name><address>cucm1.example.com</address></service>"
           "</serviceConfig><edgeConfig>" +
           server("sipEdgeServer", expe, "5061") +
           "<sipRequest><route>&lt;sip:192.0.2.100:5061;transport=tls;lr&gt;</route>"
           "</sipRequest>" +
           server("xmppEdgeServer", expe, "5222") + server("httpEdgeServer", expe, "8443") +
           "<turnEdgeServer/>" + server("userUdsServer", "cucm1.example.com", "8443") +
           "</edgeConfig></getEdgeConfigResponse>";
}

}  // namespace sidetone::test
