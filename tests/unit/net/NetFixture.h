// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <fstream>
#include <map>
#include <memory>

#include "CertificateCases.h"
#include "TestServer.h"
#include "core/QtClock.h"
#include "net/Resolver.h"
#include "net/TlsPolicy.h"

namespace sidetone::test {

/// A resolver that knows names by heart and answers from the event loop.
class TableResolver final : public net::Resolver {
public:
    explicit TableResolver(core::Clock& clock) : clock_(clock) {}
    std::map<std::string, std::vector<std::string>> hosts;

    [[nodiscard]] core::Task<std::vector<net::SrvRecord>> srv(std::string name) override {
        return core::Task<std::vector<net::SrvRecord>>::ready(
            core::fail(core::ErrorCode::NotFound, "Looking up " + name));
    }
    [[nodiscard]] core::Task<std::vector<std::string>> addresses(std::string host) override {
        core::Promise<std::vector<std::string>> promise;
        auto task = promise.task();
        const auto found = hosts.find(host);
        core::Result<std::vector<std::string>> answer =
            core::fail(core::ErrorCode::NotFound, "Looking up " + host, "no such name");
        if (found != hosts.end()) answer = found->second;
        timers_.push_back(
            clock_.after(core::Milliseconds(0), [promise, answer] { promise.settle(answer); }));
        return task;
    }
    [[nodiscard]] std::vector<std::string> nameServers() const override { return {}; }

private:
    core::Clock& clock_;
    std::vector<core::Timer> timers_;
};

/// What the connection and HTTP tests share: a clock, a table of names, a policy that trusts
/// the matrix's authority, and the host "imp1.office.test" on 127.0.0.1.
struct NetFixture {
    core::QtClock clock;
    TableResolver resolver{clock};
    QTemporaryDir folder;
    CertificateCases matrix;
    std::shared_ptr<const net::TlsPolicy> policy;

    NetFixture() {
        net::TlsSettings settings;
        settings.caFile = folder.filePath(QStringLiteral("ca.pem")).toStdString();
        settings.trustsSystemAuthorities = false;
        std::ofstream(settings.caFile) << matrix.authority.pem();
        policy = net::TlsPolicy::create(settings, clock).value();
        resolver.hosts["imp1.office.test"] = {"127.0.0.1"};
    }
    [[nodiscard]] TestServer::Tls good() const { return {matrix.cases[0].identity, {}}; }
};

}  // namespace sidetone::test
