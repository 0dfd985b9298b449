// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "RealSignIn.h"
#include "net/RememberingResolver.h"

namespace sidetone::test {

/// The real name servers, with what was asked of them about services.
class RecordingResolver final : public net::Resolver {
public:
    explicit RecordingResolver(net::Resolver& real) : real_(real) {}
    std::vector<std::string> asked;

    core::Task<std::vector<net::SrvRecord>> srv(std::string name) override {
        asked.push_back(name);
        return real_.srv(std::move(name));
    }
    core::Task<std::vector<std::string>> addresses(std::string host) override {
        return real_.addresses(std::move(host));
    }
    [[nodiscard]] std::vector<std::string> nameServers() const override {
        return real_.nameServers();
    }

private:
    net::Resolver& real_;
};

/// The real HTTP client, with what was asked.
class RecordingHttp final : public net::HttpClient {
public:
    explicit RecordingHttp(net::HttpClient& real) : real_(real) {}
    std::vector<std::string> urls;

    core::Task<net::HttpResponse> send(net::HttpRequest request) override {
        urls.push_back(request.url);
        return real_.send(std::move(request));
    }
    [[nodiscard]] int count(const std::string& part) const {
        return static_cast<int>(std::count_if(urls.begin(), urls.end(), [&](const auto& url) {
            return url.find(part) != std::string::npos;
        }));
    }

private:
    net::HttpClient& real_;
};

/// The ports of a client that was started anew, with its memory of addresses and a record of all
/// its questions.
struct RecordedPorts {
    core::QtClock clock;
    core::Log log;
    core::SystemRandom random;
    net::CaresResolver nameServers;
    net::RememberingResolver remembering{nameServers, clock};
    RecordingResolver resolver{remembering};
    std::shared_ptr<const net::TlsPolicy> policy;
    net::CurlHttpClient plainHttp;
    RecordingHttp http{plainHttp};
    net::SocketConnections connections;

    RecordedPorts(const std::string& nameServer, const std::string& caFile)
        : nameServers(net::ResolverSettings{{nameServer}}),
          policy(net::TlsPolicy::create({caFile, false, 2048}, clock).value()),
          plainHttp(clock, resolver, policy),
          connections(clock, resolver, policy) {}
    explicit RecordedPorts(const OfficeFixture& office)
        : RecordedPorts(office.nameServer(), office.caFile()) {}
    [[nodiscard]] signin::SignInPorts all() {
        signin::SignInPorts ports{clock, resolver, http, connections, log, random};
        ports.addresses = &remembering;
        return ports;
    }
};

}  // namespace sidetone::test
