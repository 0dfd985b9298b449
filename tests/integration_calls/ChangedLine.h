// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "net/Connection.h"

namespace sidetone::test {

/// Connections past somebody who reads what goes over them in clear, as a call server does, and
/// may change what is sent. Changes keep the length.
class ChangedLine final : public net::ConnectionFactory {
public:
    /// Gets each piece that is written and gives what goes out instead.
    using Change = std::function<std::string(std::string)>;
    ChangedLine(net::ConnectionFactory& real, Change change)
        : real_(real), change_(std::move(change)) {}
    [[nodiscard]] core::Task<std::shared_ptr<net::Connection>> connect(
        net::ConnectRequest request) override {
        const core::Promise<std::shared_ptr<net::Connection>> promise;
        auto task = promise.task();
        real_.connect(std::move(request))
            .then(owner_, [this, promise](core::Result<std::shared_ptr<net::Connection>> made) {
                if (!made) return promise.settle(made.error());
                promise.settle(std::shared_ptr<net::Connection>(
                    std::make_shared<ChangedConnection>(std::move(*made), change_)));
            });
        return task;
    }

private:
    class ChangedConnection final : public net::Connection {
    public:
        ChangedConnection(std::shared_ptr<net::Connection> real, Change change)
            : real_(std::move(real)), change_(std::move(change)) {}
        void setHandlers(Handlers handlers) override { real_->setHandlers(std::move(handlers)); }
        void write(std::string_view bytes) override { real_->write(change_(std::string(bytes))); }
        core::Task<void> startTls(net::PeerIdentity peer, std::vector<std::string> alpn) override {
            return real_->startTls(std::move(peer), std::move(alpn));
        }
        void close() override { real_->close(); }
        [[nodiscard]] bool isEncrypted() const override { return real_->isEncrypted(); }
        [[nodiscard]] std::optional<net::TlsInfo> tls() const override { return real_->tls(); }
        [[nodiscard]] net::Endpoint localEndpoint() const override {
            return real_->localEndpoint();
        }
        [[nodiscard]] net::Endpoint remoteEndpoint() const override {
            return real_->remoteEndpoint();
        }
        [[nodiscard]] std::size_t unsent() const override { return real_->unsent(); }

    private:
        const std::shared_ptr<net::Connection> real_;
        const Change change_;
    };

    net::ConnectionFactory& real_;
    const Change change_;
    core::Owner owner_;
};

}  // namespace sidetone::test
