// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslSocket>
#include <map>
#include <memory>
#include <string>

namespace sidetone::test {

struct WebAnswer {
    int status = 0;                              ///< 0: the connection ended without an answer
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

/// One connection, plain or TLS, that writes what it is told to the byte. Blocking, for tests.
class WebClient {
public:
    /// Plain.
    WebClient(const std::string& address, int port);
    /// TLS: the certificate must be from this authority and for this name.
    WebClient(const std::string& address, int port, const std::string& authorityFile,
              const std::string& name);

    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] QString error() const { return socket_->errorString(); }
    [[nodiscard]] QSslCertificate certificate() const { return socket_->peerCertificate(); }

    void write(const std::string& bytes);
    /// Reads one answer: by its Content-Length, or without body after HEAD.
    [[nodiscard]] WebAnswer read(const std::string& method = "GET");
    /// Asks and reads. `headers` are whole lines, each with its line end.
    [[nodiscard]] WebAnswer ask(const std::string& method, const std::string& target,
                                const std::string& headers = {}, const std::string& body = {});
    [[nodiscard]] WebAnswer get(const std::string& target, const std::string& headers = {}) {
        return ask("GET", target, headers);
    }
    /// True when the other side has closed, waiting for it.
    [[nodiscard]] bool isClosedByServer();

private:
    std::unique_ptr<QSslSocket> socket_;
    std::string buffer_;
};

/// The Authorization line of HTTP Basic.
[[nodiscard]] std::string basic(const std::string& user, const std::string& password);

}  // namespace sidetone::test
