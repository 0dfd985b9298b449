// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/enrolment/CapfServer.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <thread>

#include "core/text.h"
#include "office/enrolment/CapfDialogue.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

namespace {

struct ContextFree {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct SslFree {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Context = std::unique_ptr<SSL_CTX, ContextFree>;

constexpr int patienceSeconds = 10;

Context makeContext(const Layout& layout) {
    Context context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    const bool isGood =
        SSL_CTX_use_certificate_chain_file(context.get(), layout.certificate("capf").c_str()) ==
            1 &&
        SSL_CTX_use_PrivateKey_file(context.get(), layout.privateKey("capf").c_str(),
                                    SSL_FILETYPE_PEM) == 1;
    return isGood ? std::move(context) : nullptr;
}

int listenAt(const Layout& layout) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(capfPort);
    ::inet_pton(AF_INET, layout.address(Host::Cucm1).c_str(), &address.sin_addr);
    const bool isGood =
        ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(listener, 64) == 0;
    if (isGood) return listener;
    ::close(listener);
    return -1;
}

CapfDialogue::Wire wireOf(SSL* ssl) {
    return {[ssl](const std::string& bytes) {
                return SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())) > 0;
            },
            [ssl](std::size_t wanted) {
                std::string bytes(wanted, '\0');
                std::size_t have = 0;
                while (have < wanted) {
                    const int count =
                        SSL_read(ssl, bytes.data() + have, static_cast<int>(wanted - have));
                    if (count <= 0) break;
                    have += static_cast<std::size_t>(count);
                }
                bytes.resize(have);
                return bytes;
            }};
}

void serve(const Layout& layout, SSL_CTX* context, int client) {
    const Descriptor held(client);
    const timeval patience{patienceSeconds, 0};
    const int yes = 1;
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const std::unique_ptr<SSL, SslFree> ssl(SSL_new(context));
    SSL_set_fd(ssl.get(), client);
    if (SSL_accept(ssl.get()) != 1) return;
    auto users = UserStore::open(layout.userFile());
    if (!users) return;
    std::uint32_t session = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&session), sizeof session);
    const DeviceIssuer issuer(layout);
    const std::string what = CapfDialogue(issuer, **users, wireOf(ssl.get()), session).run();
    SSL_shutdown(ssl.get());
    std::printf("%s\n", core::printable(what, 200).c_str());
    std::fflush(stdout);
}

int refuse(const std::string& why) {
    std::fprintf(stderr, "capf: %s\n", why.c_str());
    return 1;
}

}  // namespace

int runCapf(const std::string& folder) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto layout = Layout::load(folder);
    if (!layout) return refuse(layout.error().sentence());
    const auto context = makeContext(*layout);
    if (!context) return refuse("its certificate cannot be read");
    const int listener = listenAt(*layout);
    if (listener < 0) return refuse("the address cannot be used");
    for (;;) {
        const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        std::thread([&layout, &context, client] {
            serve(*layout, context.get(), client);
        }).detach();
    }
}

}  // namespace sidetone::office
