// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/Clock.h"
#include "net/Connection.h"

namespace sidetone::test {

/// A connection whose other end is the test: it injects what the server says and reads what the
/// client wrote. Everything reaches the client from the clock's loop, as from a real one.
class ScriptedConnection final : public net::Connection {
public:
    explicit ScriptedConnection(core::Clock& clock) : clock_(clock) {}

    // The test's side.

    /// The server sends these bytes; the client gets them when the clock next runs.
    void inject(std::string_view bytes) {
        if (closed_) return;
        arriving_ += bytes;
        schedule();
    }
    /// The connection breaks; what was injected before is delivered first.
    void breakDown(core::Error why = core::fail(core::ErrorCode::Unreachable, "The connection",
                                                "it was reset")) {
        breaking_ = std::move(why);
        schedule();
    }
    /// What the client has written since the last call.
    [[nodiscard]] std::string takeWritten() { return std::exchange(written_, {}); }
    [[nodiscard]] const std::string& written() const { return written_; }
    /// The client has closed it, or it broke.
    [[nodiscard]] bool isClosed() const { return closed_; }
    /// What startTls() will end with; nothing: success.
    void setTlsFailure(core::Error error) { tlsFailure_ = std::move(error); }
    /// Who the client demanded the server to be; empty before startTls().
    [[nodiscard]] const std::optional<net::PeerIdentity>& demandedPeer() const { return peer_; }
    [[nodiscard]] const std::vector<std::string>& offeredAlpn() const { return alpn_; }
    void setEncrypted() { encrypted_ = true; }
    /// Once the client has written `words`, the server says `answer`.
    void answerOnce(std::string words, std::string answer) {
        answers_.emplace_back(std::move(words), std::move(answer));
    }
    void setRemote(net::Endpoint endpoint) { remote_ = std::move(endpoint); }

    // net::Connection

    void setHandlers(Handlers handlers) override {
        handlers_ = std::move(handlers);
        schedule();
    }
    void write(std::string_view bytes) override {
        if (closed_) return;
        written_ += bytes;
        for (auto& [words, answer] : answers_) {
            if (words.empty() || written_.find(words) == std::string::npos) continue;
            words.clear();
            inject(answer);
        }
    }
    [[nodiscard]] core::Task<void> startTls(net::PeerIdentity peer,
                                            std::vector<std::string> alpn) override {
        peer_ = std::move(peer);
        alpn_ = std::move(alpn);
        arriving_.clear();  // what came in plain text and was not read is never delivered
        core::Promise<void> promise;
        handshake_ = clock_.after(core::Milliseconds(0), [this, promise] {
            if (closed_) return;
            if (tlsFailure_) {
                closed_ = true;
                promise.settle(*tlsFailure_);
                return;
            }
            encrypted_ = true;
            promise.settle(core::Status());
        });
        return promise.task();
    }
    void close() override {
        closed_ = true;
        handlers_ = {};
        delivery_.stop();
    }
    [[nodiscard]] bool isEncrypted() const override { return encrypted_; }
    [[nodiscard]] std::optional<net::TlsInfo> tls() const override {
        if (!encrypted_) return {};
        return net::TlsInfo{"TLSv1.3", "TLS_AES_256_GCM_SHA384", {}};
    }
    [[nodiscard]] net::Endpoint localEndpoint() const override { return {"127.0.0.1", 40000}; }
    [[nodiscard]] net::Endpoint remoteEndpoint() const override { return remote_; }
    [[nodiscard]] std::size_t unsent() const override { return 0; }

private:
    void schedule() {
        delivery_ = clock_.after(core::Milliseconds(0), [this] { deliver(); });
    }
    void deliver() {
        const auto keep = handlers_;
        if (!keep.received || closed_) return;
        if (!arriving_.empty()) keep.received(std::exchange(arriving_, {}));
        if (breaking_ && !closed_) {
            closed_ = true;
            handlers_ = {};
            if (keep.closed) keep.closed(*std::exchange(breaking_, std::nullopt));
        }
    }

    core::Clock& clock_;
    Handlers handlers_;
    std::string arriving_;
    std::string written_;
    std::vector<std::pair<std::string, std::string>> answers_;
    std::optional<core::Error> breaking_;
    std::optional<core::Error> tlsFailure_;
    std::optional<net::PeerIdentity> peer_;
    std::vector<std::string> alpn_;
    net::Endpoint remote_{"192.0.2.1", 5222};
    bool encrypted_ = false;
    bool closed_ = false;
    core::Timer delivery_;
    core::Timer handshake_;
};

/// Hands out scripted connections. Each attempt succeeds when the clock next runs, unless the
/// test said otherwise.
class ScriptedConnections final : public net::ConnectionFactory {
public:
    explicit ScriptedConnections(core::Clock& clock) : clock_(clock) {}

    /// Attempts to these end with Timeout when their time is over, as behind a firewall.
    std::vector<net::Endpoint> silent;

    /// The next attempt (after those already told) fails with this.
    void refuseNext(core::Error error) { refusals_.emplace_back(std::move(error)); }
    /// Every attempt from now on fails with this; nothing: they succeed again.
    void refuseAll(std::optional<core::Error> error) { refuseAll_ = std::move(error); }
    /// Every connection from now on answers so, see ScriptedConnection::answerOnce().
    void answerAll(std::string words, std::string answer) {
        answers_.emplace_back(std::move(words), std::move(answer));
    }
    /// All attempts, oldest first.
    [[nodiscard]] const std::vector<net::ConnectRequest>& requests() const { return requests_; }
    /// All connections made, oldest first; they live as long as this.
    [[nodiscard]] const std::vector<std::shared_ptr<ScriptedConnection>>& made() const {
        return made_;
    }
    [[nodiscard]] ScriptedConnection& last() const { return *made_.back(); }

    [[nodiscard]] core::Task<std::shared_ptr<net::Connection>> connect(
        net::ConnectRequest request) override {
        requests_.push_back(request);
        std::optional<core::Error> refusal = refuseAll_;
        if (!refusals_.empty()) {
            refusal = std::move(refusals_.front());
            refusals_.pop_front();
        }
        core::Promise<std::shared_ptr<net::Connection>> promise;
        const bool isSilent =
            std::find(silent.begin(), silent.end(), request.server) != silent.end();
        if (isSilent) {
            refusal = core::fail(core::ErrorCode::Timeout, "Connecting to " + request.server.text(),
                                 "nobody answered");
        }
        const auto wait = isSilent ? request.timeout : core::Milliseconds(0);
        timers_.push_back(clock_.after(wait, [this, promise, refusal, request] {
            if (promise.isSettled()) return;
            if (refusal) return promise.settle(*refusal);
            auto connection = std::make_shared<ScriptedConnection>(clock_);
            connection->setRemote(request.server);
            if (request.directTls) connection->setEncrypted();
            for (const auto& [words, answer] : answers_) connection->answerOnce(words, answer);
            made_.push_back(connection);
            promise.settle(std::shared_ptr<net::Connection>(connection));
        }));
        return promise.task();
    }

private:
    core::Clock& clock_;
    std::deque<core::Error> refusals_;
    std::optional<core::Error> refuseAll_;
    std::vector<std::pair<std::string, std::string>> answers_;
    std::vector<net::ConnectRequest> requests_;
    std::vector<std::shared_ptr<ScriptedConnection>> made_;
    std::vector<core::Timer> timers_;
};

}  // namespace sidetone::test
