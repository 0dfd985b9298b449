// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/dns/DelayRelay.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <map>
#include <string>

namespace sidetone::office {

namespace {

using SteadyClock = std::chrono::steady_clock;

sockaddr_in addressOf(const net::Endpoint& endpoint) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    ::inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr);
    return address;
}

/// Who asked, and by which number (the first two bytes of a DNS message).
struct Asked {
    sockaddr_in client{};
    std::array<char, 2> id{};
};

/// The questions that are under way and the answers that wait for their time.
class Exchange {
public:
    Exchange(int clients, int server) : clients_(clients), server_(server) {}

    void takeQuestion() {
        Asked asked;
        socklen_t length = sizeof asked.client;
        const ssize_t size = ::recvfrom(clients_, buffer_.data(), buffer_.size(), MSG_DONTWAIT,
                                        reinterpret_cast<sockaddr*>(&asked.client), &length);
        if (size < 2) return;
        asked.id = {buffer_[0], buffer_[1]};
        const std::uint16_t number = next_++;
        buffer_[0] = static_cast<char>(number >> 8U);
        buffer_[1] = static_cast<char>(number & 255U);
        asked_[number] = asked;
        ::send(server_, buffer_.data(), static_cast<std::size_t>(size), 0);
    }

    void takeAnswer(SteadyClock::time_point due) {
        const ssize_t size = ::recv(server_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (size < 2) return;
        const auto number = static_cast<std::uint16_t>(
            static_cast<unsigned char>(buffer_[0]) << 8U | static_cast<unsigned char>(buffer_[1]));
        const auto at = asked_.find(number);
        if (at == asked_.end()) return;
        buffer_[0] = at->second.id[0];
        buffer_[1] = at->second.id[1];
        waiting_.emplace(due, Answer{at->second.client,
                                     std::string(buffer_.data(), static_cast<std::size_t>(size))});
        asked_.erase(at);
    }

    void sendDue(SteadyClock::time_point now) {
        while (!waiting_.empty() && waiting_.begin()->first <= now) {
            const Answer& answer = waiting_.begin()->second;
            ::sendto(clients_, answer.message.data(), answer.message.size(), 0,
                     reinterpret_cast<const sockaddr*>(&answer.client), sizeof answer.client);
            waiting_.erase(waiting_.begin());
        }
    }

private:
    struct Answer {
        sockaddr_in client{};
        std::string message;
    };
    int clients_;
    int server_;
    std::uint16_t next_ = 0;
    std::map<std::uint16_t, Asked> asked_;
    std::multimap<SteadyClock::time_point, Answer> waiting_;
    std::array<char, 4096> buffer_{};
};

}  // namespace

bool DelayRelay::start(const net::Endpoint& at, const net::Endpoint& server) {
    clients_ = Descriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    server_ = Descriptor(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const sockaddr_in own = addressOf(at);
    const sockaddr_in peer = addressOf(server);
    if (::bind(clients_.number(), reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 ||
        ::connect(server_.number(), reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0) {
        return false;
    }
    mayStop_ = false;
    thread_ = std::thread([this] { run(); });
    return true;
}

void DelayRelay::stop() {
    mayStop_ = true;
    if (thread_.joinable()) thread_.join();
    clients_.close();
    server_.close();
}

void DelayRelay::run() {
    Exchange exchange(clients_.number(), server_.number());
    std::array<pollfd, 2> list{{{clients_.number(), POLLIN, 0}, {server_.number(), POLLIN, 0}}};
    while (!mayStop_) {
        ::poll(list.data(), list.size(), 2);
        if (list[0].revents != 0) exchange.takeQuestion();
        const auto now = SteadyClock::now();
        if (list[1].revents != 0) exchange.takeAnswer(now + core::Milliseconds(delay_));
        exchange.sendDue(now);
    }
}

}  // namespace sidetone::office
