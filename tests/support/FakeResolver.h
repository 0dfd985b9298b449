// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "net/Resolver.h"

namespace sidetone::test {

/// Name servers by heart: answers after a delay of the test's clock, or never.
class FakeResolver final : public net::Resolver {
public:
    explicit FakeResolver(core::Clock& clock) : clock_(clock) {}

    core::Milliseconds delay{5};
    std::map<std::string, std::vector<net::SrvRecord>> services;
    std::map<std::string, core::Error> failures;  ///< of services
    std::vector<std::string> silent;              ///< services that are never answered
    std::vector<std::string> asked;

    void addSrv(const std::string& name, const std::string& target, std::uint16_t port,
                std::uint16_t priority = 1, std::uint16_t weight = 1) {
        net::SrvRecord record;
        record.target = target;
        record.port = port;
        record.priority = priority;
        record.weight = weight;
        services[name].push_back(record);
    }

    [[nodiscard]] core::Task<std::vector<net::SrvRecord>> srv(std::string name) override {
        asked.push_back(name);
        core::Promise<std::vector<net::SrvRecord>> promise;
        auto task = promise.task();
        for (const auto& one : silent) {
            if (one == name) {
                waiting_.push_back(promise);
                return task;
            }
        }
        core::Result<std::vector<net::SrvRecord>> answer =
            core::fail(core::ErrorCode::NotFound, "Looking up " + name,
                       "the name server 192.0.2.53:53 said that there is no such name");
        if (services.count(name) != 0) answer = services[name];
        if (failures.count(name) != 0) answer = failures[name];
        timers_.push_back(clock_.after(delay, [promise, answer] { promise.settle(answer); }));
        return task;
    }
    [[nodiscard]] core::Task<std::vector<std::string>> addresses(std::string host) override {
        return core::Task<std::vector<std::string>>::ready(std::vector<std::string>{host});
    }
    [[nodiscard]] std::vector<std::string> nameServers() const override {
        return {"192.0.2.53:53"};
    }

private:
    core::Clock& clock_;
    std::vector<core::Timer> timers_;
    std::vector<core::Promise<std::vector<net::SrvRecord>>> waiting_;
};

}  // namespace sidetone::test
