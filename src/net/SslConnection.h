// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "core/Clock.h"
#include "net/AddressRace.h"
#include "net/Connection.h"
#include "net/TlsPolicy.h"

namespace sidetone::net {

class TlsStream;

/// A Connection on a socket of Qt's, with TLS of our own (TlsStream) once it was asked for.
///
/// States: plain -> (startTls) handshaking -> encrypted; from each -> ended. Signals of the
/// socket only note what happened; pump() tells it from the event loop, because reconnecting or
/// deleting from inside a signal of QAbstractSocket is undone by it or crashes.
class SslConnection final : public Connection {
public:
    /// The socket is connected. `server` is what errors call it.
    SslConnection(core::Clock& clock, std::shared_ptr<const TlsPolicy> policy, SocketHandle socket,
                  std::string server, core::Milliseconds handshakeLimit);
    ~SslConnection() override;
    SslConnection(const SslConnection&) = delete;
    SslConnection& operator=(const SslConnection&) = delete;

    void setHandlers(Handlers handlers) override;
    void write(std::string_view bytes) override;
    [[nodiscard]] core::Task<void> startTls(PeerIdentity peer,
                                            std::vector<std::string> alpn) override;
    void close() override;
    [[nodiscard]] bool isEncrypted() const override { return tls_.has_value(); }
    [[nodiscard]] std::optional<TlsInfo> tls() const override { return tls_; }
    [[nodiscard]] Endpoint localEndpoint() const override;
    [[nodiscard]] Endpoint remoteEndpoint() const override;
    [[nodiscard]] std::size_t unsent() const override;

private:
    void watchSocket();
    void failed();
    void drive();
    void handshakeEnded();
    void flush();
    void end(core::Error error);
    void schedulePump();
    void pump();
    bool tellHandshake();
    bool tellBytes();
    [[nodiscard]] std::string tried() const;

    core::Clock& clock_;
    std::shared_ptr<const TlsPolicy> policy_;
    SocketHandle socket_;  ///< null after close()
    std::string server_;
    core::Milliseconds handshakeLimit_;
    Handlers handlers_;
    bool hasHandlers_ = false;
    bool isPumpDue_ = false;
    std::optional<core::Error> ended_;

    std::unique_ptr<TlsStream> stream_;
    std::string arrived_;                           ///< decrypted, not told yet
    std::optional<core::Promise<void>> handshake_;  ///< under way, or not told yet
    std::optional<core::Status> handshakeResult_;
    core::Timer handshakeTimer_;
    std::string held_;  ///< written during the handshake
    std::optional<TlsInfo> tls_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    QObject context_;  ///< ends the signals' and the event loop's calls with this object
};

}  // namespace sidetone::net
