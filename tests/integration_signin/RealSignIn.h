// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <memory>
#include <optional>

#include "OfficeFixture.h"
#include "core/QtClock.h"
#include "net/CaresResolver.h"
#include "net/CurlHttpClient.h"
#include "net/SocketConnections.h"
#include "signin/SignIn.h"

namespace sidetone::test {

/// The real ports of one client, set up by what the office's `env` says.
struct RealPorts {
    core::QtClock clock;
    core::Log log;
    core::SystemRandom random;
    net::CaresResolver resolver;
    std::shared_ptr<const net::TlsPolicy> policy;
    net::CurlHttpClient http;
    net::SocketConnections connections;

    RealPorts(net::ResolverSettings resolverSettings, const std::string& caFile)
        : resolver(std::move(resolverSettings)),
          policy(net::TlsPolicy::create({caFile, false, 2048}, clock).value()),
          http(clock, resolver, policy),
          connections(clock, resolver, policy) {}
    explicit RealPorts(const OfficeFixture& office)
        : RealPorts({{office.nameServer()}}, office.caFile()) {}
    [[nodiscard]] signin::SignInPorts all() {
        return {clock, resolver, http, connections, log, random};
    }
};

/// One sign-in to its end, and what came of it.
struct RealSignIn {
    signin::SignIn signIn;
    std::optional<core::Result<signin::Deployment>> result;
    core::Milliseconds took{0};
    core::Owner owner;

    RealSignIn(RealPorts& ports, const std::string& address, std::optional<core::Secret> password,
               signin::SignInOptions options = {})
        : RealSignIn(ports.all(), address, std::move(password), options) {}
    RealSignIn(signin::SignInPorts ports, const std::string& address,
               std::optional<core::Secret> password, signin::SignInOptions options = {})
        : RealSignIn(ports, requestOf(address, std::move(password)), options) {}
    RealSignIn(RealPorts& ports, signin::SignInRequest request, signin::SignInOptions options = {})
        : RealSignIn(ports.all(), std::move(request), options) {}
    RealSignIn(signin::SignInPorts ports, signin::SignInRequest request,
               signin::SignInOptions options = {})
        : signIn(ports, options) {
        QElapsedTimer timer;
        timer.start();
        // An event loop of its own: QTRY_... sleeps 10 ms between its looks, which would be
        // most of what is measured.
        QEventLoop loop;
        signIn.run(std::move(request)).then(owner, [this, &loop](auto outcome) {
            result = std::move(outcome);
            loop.quit();
        });
        QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
        if (!result) loop.exec();
        took = core::Milliseconds(timer.elapsed());
        if (!result) result = core::fail(core::ErrorCode::Internal, "The sign-in never ended");
    }
    [[nodiscard]] static signin::SignInRequest requestOf(const std::string& address,
                                                         std::optional<core::Secret> password) {
        signin::SignInRequest request;
        request.address = address;
        request.password = std::move(password);
        return request;
    }
    [[nodiscard]] bool isGood() const { return result->has_value(); }
    [[nodiscard]] std::string sentence() const {
        return isGood() ? std::string() : result->error().sentence();
    }
    [[nodiscard]] const signin::TraceStep* step(const std::string& name) const {
        for (const auto& one : signIn.trace().steps) {
            if (one.name == name) return &one;
        }
        return nullptr;
    }
    /// The trace as lines, for a failing test's output.
    [[nodiscard]] std::string told() const {
        std::string text = "\n";
        for (const auto& s : signIn.trace().steps) {
            text += std::to_string(s.started.count()) + "+" + std::to_string(s.took.count()) +
                    " ms " + s.name + " [" + std::string(signin::name(s.verdict)) + "] " + s.asked +
                    " -> " + s.answer + " | " + s.why +
                    (s.error ? " ! " + s.error->sentence() : std::string()) + "\n";
        }
        return text + sentence();
    }
};

}  // namespace sidetone::test
