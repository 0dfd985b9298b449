// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/TcpRelay.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <list>
#include <string>
#include <utility>
#include <vector>

namespace sidetone::office {
namespace {

constexpr std::size_t mostPairs = 512;
constexpr std::size_t mostBytes = 65536;

sockaddr_in addressOf(const net::Endpoint& endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    ::inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr);
    return address;
}

Descriptor makeSocket() {
    return Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

/// Signalling waits for nobody's delayed acknowledgement.
void sendAtOnce(int socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/// Bytes in one direction.
struct Direction {
    std::string pending;
    bool hasEnded = false;  ///< the reading side is closed
    bool isShut = false;    ///< and told to the writing side

    [[nodiscard]] bool wantsToRead() const { return !hasEnded && pending.size() < mostBytes; }
    [[nodiscard]] bool wantsToWrite() const { return !pending.empty() || (hasEnded && !isShut); }

    bool read(int from) {
        std::array<char, 16384> buffer{};
        const ssize_t count = ::recv(from, buffer.data(), buffer.size(), 0);
        if (count < 0) return errno == EAGAIN || errno == EINTR;
        if (count == 0) hasEnded = true;
        pending.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }
    bool write(int to) {
        if (!pending.empty()) {
            const ssize_t count = ::send(to, pending.data(), pending.size(), MSG_NOSIGNAL);
            if (count < 0) return errno == EAGAIN || errno == EINTR || errno == ENOTCONN;
            pending.erase(0, static_cast<std::size_t>(count));
        }
        if (pending.empty() && hasEnded && !std::exchange(isShut, true)) ::shutdown(to, SHUT_WR);
        return true;
    }
};

struct Pair {
    Descriptor client;
    Descriptor server;
    Direction up;
    Direction down;

    [[nodiscard]] bool isOver() const { return up.isShut && down.isShut; }
    [[nodiscard]] static short events(const Direction& in, const Direction& out) {
        return static_cast<short>((in.wantsToRead() ? POLLIN : 0) |
                                  (out.wantsToWrite() ? POLLOUT : 0));
    }
    /// False where the pair is to be closed.
    bool serve(short atClient, short atServer) {
        if (((atClient | atServer) & (POLLERR | POLLNVAL)) != 0) return false;
        bool isGood = true;
        if ((atClient & (POLLIN | POLLHUP)) != 0 && up.wantsToRead()) {
            isGood = isGood && up.read(client.number());
        }
        if ((atServer & (POLLIN | POLLHUP)) != 0 && down.wantsToRead()) {
            isGood = isGood && down.read(server.number());
        }
        isGood = isGood && up.write(server.number()) && down.write(client.number());
        return isGood && !isOver();
    }
};

class Loop {
public:
    Loop(Descriptor listening, Descriptor stop, net::Endpoint to)
        : listening_(std::move(listening)), stop_(std::move(stop)), to_(std::move(to)) {}

    void run() {
        for (;;) {
            std::vector<pollfd> watched{{stop_.number(), POLLIN, 0}, {listening_.number(), 0, 0}};
            if (pairs_.size() < mostPairs) watched[1].events = POLLIN;
            for (const Pair& pair : pairs_) {
                watched.push_back({pair.client.number(), Pair::events(pair.up, pair.down), 0});
                watched.push_back({pair.server.number(), Pair::events(pair.down, pair.up), 0});
            }
            if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
            if (watched[0].revents != 0) return;
            std::size_t at = 2;
            for (auto pair = pairs_.begin(); pair != pairs_.end(); at += 2) {
                const bool goesOn = pair->serve(watched[at].revents, watched[at + 1].revents);
                pair = goesOn ? std::next(pair) : pairs_.erase(pair);
            }
            if ((watched[1].revents & POLLIN) != 0) accept();
        }
    }

private:
    void accept() {
        Pair pair;
        pair.client = Descriptor(
            ::accept4(listening_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        pair.server = makeSocket();
        if (pair.client.number() < 0 || pair.server.number() < 0) return;
        sendAtOnce(pair.client.number());
        sendAtOnce(pair.server.number());
        const auto address = addressOf(to_);
        const int done = ::connect(pair.server.number(),
                                   reinterpret_cast<const sockaddr*>(&address), sizeof address);
        if (done != 0 && errno != EINPROGRESS) return;
        pairs_.push_back(std::move(pair));
    }

    Descriptor listening_;
    Descriptor stop_;
    net::Endpoint to_;
    std::list<Pair> pairs_;
};

}  // namespace

core::Result<std::unique_ptr<TcpRelay>> TcpRelay::start(const net::Endpoint& from,
                                                        const net::Endpoint& to) {
    auto listening = makeSocket();
    const int yes = 1;
    ::setsockopt(listening.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const auto address = addressOf(from);
    int ends[2] = {-1, -1};
    if (::bind(listening.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
            0 ||
        ::listen(listening.number(), 64) != 0 || ::pipe2(ends, O_CLOEXEC) != 0) {
        return core::fail(core::ErrorCode::Busy, "Passing on what comes to " + from.text(),
                          "the address cannot be listened at");
    }
    return std::unique_ptr<TcpRelay>(
        new TcpRelay(std::move(listening), Descriptor(ends[0]), Descriptor(ends[1]), to));
}

TcpRelay::TcpRelay(Descriptor listening, Descriptor stopReading, Descriptor stopWriting,
                   net::Endpoint to)
    : stopWriting_(std::move(stopWriting)),
      thread_([loop = std::make_shared<Loop>(std::move(listening), std::move(stopReading),
                                             std::move(to))] { loop->run(); }) {}

TcpRelay::~TcpRelay() {
    stopWriting_.close();
    thread_.join();
}

}  // namespace sidetone::office
