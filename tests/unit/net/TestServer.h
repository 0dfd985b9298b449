// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "TestCertificates.h"

namespace sidetone::test {

/// One accepted connection, with blocking reads and writes on its own thread.
class TestStream {
public:
    TestStream(int descriptor, SSL_CTX* context) : descriptor_(descriptor), context_(context) {}
    ~TestStream();
    TestStream(const TestStream&) = delete;
    TestStream& operator=(const TestStream&) = delete;

    bool startTls();
    void write(std::string_view bytes);
    /// Some bytes; empty at the end.
    [[nodiscard]] std::string read();
    /// All up to and with the mark; less at the end of the stream.
    [[nodiscard]] std::string readUntil(std::string_view mark);
    /// Waits until the other side or the test's end closes it.
    void waitForEnd();
    /// True where TLS's own good-bye came before the end.
    [[nodiscard]] bool heardGoodbye() const;
    /// Closes with a reset instead of an end.
    void reset();

private:
    int descriptor_;
    SSL_CTX* context_;
    SSL* ssl_ = nullptr;
    std::string pending_;
};

/// A scripted TCP or TLS server on 127.0.0.x. Its script runs on a thread for each connection.
class TestServer {
public:
    using Script = std::function<void(TestStream&)>;
    struct Tls {
        Identity identity;
        std::vector<Identity> chain;
        int newestVersion = TLS1_3_VERSION;
    };

    /// `directTls`: TLS from the first byte; else the script may start it.
    TestServer(Script script, std::optional<Tls> tls, bool directTls = true,
               const std::string& address = "127.0.0.1");
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] int accepted() const { return accepted_; }

private:
    void accept();
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> accepted_{0};
    Script script_;
    std::shared_ptr<SSL_CTX> context_;
    bool directTls_;
    std::mutex mutex_;
    std::vector<int> open_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

/// A script that answers every HTTP request on the connection with what the function returns
/// (the whole answer, head and body).
[[nodiscard]] TestServer::Script httpScript(std::function<std::string(const std::string&)> answer);
/// "HTTP/1.1 STATUS", the length and the body.
[[nodiscard]] std::string httpAnswer(int status, const std::string& body,
                                     const std::string& headers = {});

}  // namespace sidetone::test
