// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QTimer>
#include <memory>
#include <optional>

#include "OfficeFixture.h"
#include "core/Log.h"
#include "core/QtClock.h"
#include "core/Random.h"
#include "net/CaresResolver.h"
#include "net/ClientCertificates.h"
#include "net/CurlHttpClient.h"
#include "net/SocketConnections.h"
#include "net/TlsTrust.h"

namespace sidetone::test {

/// The real sockets of one client, with what its person decides about certificates.
struct TrustPorts {
    core::QtClock clock;
    core::Log log;
    core::SystemRandom random;
    net::CaresResolver resolver;
    std::shared_ptr<net::TlsTrust> trust = std::make_shared<net::TlsTrust>(clock);
    std::shared_ptr<net::ClientCertificates> certificates =
        std::make_shared<net::ClientCertificates>();
    std::shared_ptr<const net::TlsPolicy> policy;
    net::CurlHttpClient http;
    net::SocketConnections connections;
    core::Owner owner;

    explicit TrustPorts(const OfficeFixture& office) : TrustPorts(office, office.nameServer()) {}
    TrustPorts(const OfficeFixture& office, const std::string& nameServer)
        : resolver(net::ResolverSettings{{nameServer}}),
          policy(
              net::TlsPolicy::create({office.caFile(), false}, clock, trust, certificates).value()),
          http(clock, resolver, policy),
          connections(clock, resolver, policy) {}

    /// Runs the event loop until the task has ended.
    template <class T>
    core::Result<T> wait(core::Task<T> task) {
        std::optional<core::Result<T>> result;
        QEventLoop loop;
        std::move(task).then(owner, [&](core::Result<T> told) {
            result = std::move(told);
            loop.quit();
        });
        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
        if (!result) loop.exec();
        if (!result) return core::fail(core::ErrorCode::Internal, "It never ended");
        return std::move(*result);
    }
};

}  // namespace sidetone::test
