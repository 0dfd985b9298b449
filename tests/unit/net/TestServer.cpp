// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <utility>

namespace sidetone::test {
namespace {

std::shared_ptr<SSL_CTX> makeContext(const TestServer::Tls& tls) {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0);  // so that it can serve weak keys
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), tls.newestVersion);
    SSL_CTX_use_certificate(context.get(), tls.identity.certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), tls.identity.key.get());
    for (const auto& link : tls.chain) {
        SSL_CTX_add1_chain_cert(context.get(), link.certificate.get());
    }
    return context;
}

}  // namespace

TestStream::~TestStream() {
    if (ssl_ != nullptr) {
        SSL_shutdown(ssl_);
        SSL_free(ssl_);
    }
    ::shutdown(descriptor_, SHUT_RDWR);
}

bool TestStream::startTls() {
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, descriptor_);
    return SSL_accept(ssl_) == 1;
}

void TestStream::write(std::string_view bytes) {
    const auto length = static_cast<int>(bytes.size());
    if (ssl_ != nullptr) {
        SSL_write(ssl_, bytes.data(), length);
    } else if (::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
        pending_.clear();
    }
}

std::string TestStream::read() {
    std::array<char, 16384> bytes{};
    const auto got = ssl_ != nullptr
                         ? SSL_read(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                         : static_cast<int>(::recv(descriptor_, bytes.data(), bytes.size(), 0));
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
}

std::string TestStream::readUntil(std::string_view mark) {
    while (pending_.find(mark) == std::string::npos) {
        const auto more = read();
        if (more.empty()) return std::exchange(pending_, {});
        pending_ += more;
    }
    const auto end = pending_.find(mark) + mark.size();
    auto text = pending_.substr(0, end);
    pending_.erase(0, end);
    return text;
}

void TestStream::waitForEnd() {
    while (!read().empty()) {
    }
}

bool TestStream::heardGoodbye() const {
    return ssl_ != nullptr && (SSL_get_shutdown(ssl_) & SSL_RECEIVED_SHUTDOWN) != 0;
}

void TestStream::reset() {
    const linger now{1, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    if (ssl_ != nullptr) {
        SSL_free(ssl_);
        ssl_ = nullptr;
    }
    // The descriptor is the server's to close; to leave its peer resets the connection at once.
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;
    ::connect(descriptor_, &nobody, sizeof nobody);
}

TestServer::TestServer(Script script, std::optional<Tls> tls, bool directTls,
                       const std::string& address)
    : script_(std::move(script)), directTls_(directTls && tls) {
    std::signal(SIGPIPE, SIG_IGN);
    if (tls) context_ = makeContext(*tls);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    inet_pton(AF_INET, address.c_str(), &at.sin_addr);
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) std::abort();
    ::listen(listener_, 64);
    socklen_t length = sizeof at;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &length);
    port_ = ntohs(at.sin_port);
    acceptor_ = std::thread([this] { accept(); });
}

TestServer::~TestServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
        const std::lock_guard lock(mutex_);
        for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
    for (const int descriptor : open_) ::close(descriptor);
}

void TestServer::accept() {
    while (true) {
        const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) return;
        ++accepted_;
        const std::lock_guard lock(mutex_);
        open_.push_back(descriptor);
        threads_.emplace_back([this, descriptor] {
            TestStream stream(descriptor, context_.get());
            if (directTls_ && !stream.startTls()) return;
            script_(stream);
        });
    }
}

TestServer::Script httpScript(std::function<std::string(const std::string&)> answer) {
    return [answer = std::move(answer)](TestStream& stream) {
        while (true) {
            const auto head = stream.readUntil("\r\n\r\n");
            if (head.empty()) return;
            stream.write(answer(head));
        }
    };
}

std::string httpAnswer(int status, const std::string& body, const std::string& headers) {
    return "HTTP/1.1 " + std::to_string(status) +
           " Status\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" +
           body;
}

}  // namespace sidetone::test
