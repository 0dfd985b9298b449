// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Result.h"
#include "office/http/HttpMessage.h"
#include "office/http/HttpStream.h"

namespace sidetone::office {

/// Certificate chain and private key, PEM files.
struct TlsFiles {
    std::string certificate;
    std::string privateKey;
};

/// One address and port, and who answers there.
struct HttpListener {
    std::string address;  ///< numeric
    std::uint16_t port = 0;
    std::optional<TlsFiles> tls;  ///< plain HTTP where there is none
    HttpHandler handler;
    HttpStreams streams{};  ///< asked first, where there is one
};

/// Against slow, broken and hostile clients. A request that breaks one is answered (413) or its
/// connection is closed; others do not notice.
struct HttpLimits {
    std::size_t headerBytes = 8192;  ///< request line and all headers
    std::size_t bodyBytes = 65536;
    std::chrono::seconds requestTime{10};  ///< from its first byte to its last, and for its answer;
                                           ///< with a stream: between two pieces
    std::chrono::seconds idleTime{30};     ///< kept alive without a request
    int connections = 512;
};

/// A finished exchange, for a request log. Nothing in it is secret: no query, no headers.
struct HttpLogEntry {
    std::string method;
    std::string path;
    int status = 0;
    std::chrono::microseconds time{0};
};

/// HTTP/1.1 on several listeners in one thread, with keep-alive and TLS 1.2 or newer. Handlers
/// answer at once; they share the loop's thread. Certificates are read again when their files
/// change: the next connection gets the new one; a pair that does not fit together is ignored
/// until it does.
class HttpServer {
public:
    /// Binds all listeners. Busy or InvalidInput names the one that could not be bound, or the
    /// certificate that cannot be used.
    [[nodiscard]] static core::Result<std::unique_ptr<HttpServer>> create(
        std::vector<HttpListener> listeners, HttpLimits limits = {});
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    void setLog(std::function<void(const HttpLogEntry&)> log);
    /// Serves until stop(). At most 250 ms after a signal interrupted it, `awake` is called.
    void run(const std::function<void()>& awake = {});
    /// Ends run(). May be called from handlers and from `awake`.
    void stop();
    /// Reads all certificates again, changed or not.
    void reloadCertificates();

private:
    class Loop;
    explicit HttpServer(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
};

}  // namespace sidetone::office
