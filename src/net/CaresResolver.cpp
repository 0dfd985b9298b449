// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/CaresResolver.h"

#include <arpa/inet.h>

#include <QMetaObject>
#include <algorithm>
#include <array>

#include "core/text.h"
#include "net/CaresChannel.h"
#include "net/dnsAnswer.h"
#include "net/systemNameServers.h"

namespace sidetone::net {
namespace {

constexpr int classInternet = 1;
constexpr int typeSrv = 33;

using Records = std::vector<SrvRecord>;
using Addresses = std::vector<std::string>;

std::string listed(const std::vector<std::string>& servers) {
    std::string text;
    for (const auto& server : servers) text += (text.empty() ? "" : ", ") + server;
    return servers.size() == 1 ? "the name server " + text : "the name servers " + text;
}

/// What c-ares says, in words. `servers` were asked.
core::Error failure(int status, const std::string& name, const std::vector<std::string>& servers) {
    using core::ErrorCode;
    const std::string tried = "Looking up " + name;
    const std::string who = listed(servers);
    const char* const askNetwork = "Check the network connection and its name servers.";
    switch (status) {
        case ARES_ENOTFOUND:
            return core::fail(ErrorCode::NotFound, tried, who + " said that there is no such name");
        case ARES_ENODATA:
            return core::fail(ErrorCode::NotFound, tried,
                              who + " said that the name has no such record");
        case ARES_ETIMEOUT:
            return core::fail(ErrorCode::Timeout, tried, who + " did not answer", askNetwork);
        case ARES_ECONNREFUSED:
            // c-ares 1.18 says the same for a server that is not there and for one that answered
            // REFUSED, as servers do for domains that are not theirs.
            return core::fail(ErrorCode::Unavailable, tried,
                              who + " cannot be reached, or will not answer for this domain",
                              "Check the address that was typed, and the network's name servers.");
        case ARES_ESERVFAIL:
            return core::fail(ErrorCode::Unavailable, tried, who + " could not answer (SERVFAIL)",
                              "Ask your administrator to look at the name server.");
        case ARES_EREFUSED:
            return core::fail(ErrorCode::Unavailable, tried, who + " refused to answer (REFUSED)",
                              "Ask your administrator to look at the name server.");
        case ARES_ENOTIMP:
            return core::fail(ErrorCode::Unavailable, tried, who + " does not know this question");
        case ARES_EBADNAME:
            return core::fail(ErrorCode::InvalidInput, tried, "that is no name that DNS can hold");
        default:
            return core::fail(
                ErrorCode::BadAnswer, tried,
                who + " gave an answer that cannot be read (" + ares_strerror(status) + ")");
    }
}

bool isWorthAskingAgain(int status) {
    return status == ARES_ETIMEOUT || status == ARES_ECONNREFUSED;
}

bool isNumeric(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

Addresses numericForms(const ares_addrinfo* info) {
    Addresses found;
    for (const auto* node = info->nodes; node != nullptr; node = node->ai_next) {
        const void* address = nullptr;
        if (node->ai_family == AF_INET) {
            address = &reinterpret_cast<const sockaddr_in*>(node->ai_addr)->sin_addr;
        } else if (node->ai_family == AF_INET6) {
            address = &reinterpret_cast<const sockaddr_in6*>(node->ai_addr)->sin6_addr;
        }
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (address == nullptr ||
            inet_ntop(node->ai_family, address, text.data(), text.size()) == nullptr) {
            continue;
        }
        if (std::find(found.begin(), found.end(), text.data()) == found.end()) {
            found.emplace_back(text.data());
        }
    }
    return found;
}

}  // namespace

/// The questions under way. Answers are handed over from the event loop, never from inside
/// c-ares, so that whoever waits may ask again or take the resolver away.
class CaresResolver::Work final : public QObject {
public:
    explicit Work(ResolverSettings settings)
        : settings_(std::move(settings)), stamp_(settings_.systemFile) {
        open();
    }

    void askSrv(const std::string& name, const core::Promise<Records>& promise, bool again);
    void askAddresses(const std::string& host, const core::Promise<Addresses>& promise, bool again);
    /// Opens a new channel where the system's name servers changed; true where it did. The old
    /// one lives until its last question is answered.
    bool followSystem() {
        if (!settings_.nameServers.empty() || !stamp_.changed()) return false;
        open();
        return true;
    }
    [[nodiscard]] const std::vector<std::string>& servers() const { return servers_; }

private:
    template <class T>
    struct Question {
        Work* work;
        std::string name;
        core::Promise<T> promise;
        CaresChannel* channel;
        std::vector<std::string> servers;
        bool again;
    };
    template <class T>
    std::unique_ptr<Question<T>> question(const std::string& name, const core::Promise<T>& promise,
                                          bool again) {
        channel_->questions += 1;
        return std::make_unique<Question<T>>(
            Question<T>{this, name, promise, channel_.get(), servers_, again});
    }
    /// Runs the functor from the event loop, with the question that it belongs to.
    template <class T, class Functor>
    static void later(std::unique_ptr<Question<T>> asked, Functor functor) {
        std::shared_ptr<Question<T>> kept = std::move(asked);
        auto run = [kept, call = std::move(functor)] {
            kept->channel->questions -= 1;
            std::erase_if(kept->work->retired_, [](const auto& c) { return c->questions == 0; });
            call(*kept);
        };
        QMetaObject::invokeMethod(kept->work, std::move(run), Qt::QueuedConnection);
    }
    void open();
    static void gotSrv(void* asked, int status, int timeouts, unsigned char* bytes, int length);
    static void gotAddresses(void* asked, int status, int timeouts, ares_addrinfo* info);

    ResolverSettings settings_;
    FileStamp stamp_;
    std::vector<std::string> servers_;
    std::string notAServer_;
    std::unique_ptr<CaresChannel> channel_;
    std::vector<std::unique_ptr<CaresChannel>> retired_;  ///< with questions still under way
};

void CaresResolver::Work::open() {
    servers_.clear();
    notAServer_.clear();
    if (settings_.nameServers.empty()) servers_ = readNameServers(settings_.systemFile);
    for (const auto& given : settings_.nameServers) {
        servers_.push_back(nameServerText(given));
        if (servers_.back().empty()) notAServer_ = given;
    }
    if (channel_ != nullptr && channel_->questions > 0) retired_.push_back(std::move(channel_));
    channel_ = std::make_unique<CaresChannel>(servers_, settings_.tryTimeout, settings_.tries);
}

void CaresResolver::Work::askSrv(const std::string& name, const core::Promise<Records>& promise,
                                 bool again) {
    if (channel_->handle() == nullptr || !notAServer_.empty()) {
        promise.settle(core::fail(core::ErrorCode::InvalidInput, "Looking up " + name,
                                  "'" + notAServer_ + "' is no address of a name server"));
        return;
    }
    CaresChannel* const channel = channel_.get();
    ares_query(channel->handle(), name.c_str(), classInternet, typeSrv, gotSrv,
               question(name, promise, again).release());
    channel->asked();
}

void CaresResolver::Work::gotSrv(void* asked, int status, int /*timeouts*/, unsigned char* bytes,
                                 int length) {
    std::unique_ptr<Question<Records>> question(static_cast<Question<Records>*>(asked));
    if (status == ARES_EDESTRUCTION) return;
    std::string message;
    if (status == ARES_SUCCESS) {
        message.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    later(std::move(question), [status, message](const Question<Records>& q) {
        if (q.promise.isSettled()) return;
        if (isWorthAskingAgain(status) && !q.again && q.work->followSystem()) {
            q.work->askSrv(q.name, q.promise, true);
            return;
        }
        if (status != ARES_SUCCESS) {
            q.promise.settle(failure(status, q.name, q.servers));
            return;
        }
        auto records = readSrvAnswer(message);
        if (!records) records.error().tried = "Looking up " + q.name;
        q.promise.settle(std::move(records));
    });
}

void CaresResolver::Work::askAddresses(const std::string& host,
                                       const core::Promise<Addresses>& promise, bool again) {
    if (channel_->handle() == nullptr || !notAServer_.empty()) {
        promise.settle(core::fail(core::ErrorCode::InvalidInput, "Looking up " + host,
                                  "'" + notAServer_ + "' is no address of a name server"));
        return;
    }
    CaresChannel* const channel = channel_.get();
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    ares_getaddrinfo(channel->handle(), host.c_str(), nullptr, &hints, gotAddresses,
                     question(host, promise, again).release());
    channel->asked();
}

void CaresResolver::Work::gotAddresses(void* asked, int status, int /*timeouts*/,
                                       ares_addrinfo* info) {
    std::unique_ptr<Question<Addresses>> question(static_cast<Question<Addresses>*>(asked));
    Addresses found;
    if (status == ARES_SUCCESS) found = numericForms(info);
    if (info != nullptr) ares_freeaddrinfo(info);
    if (status == ARES_EDESTRUCTION) return;
    later(std::move(question), [status, found](const Question<Addresses>& q) {
        if (q.promise.isSettled()) return;
        if (isWorthAskingAgain(status) && !q.again && q.work->followSystem()) {
            q.work->askAddresses(q.name, q.promise, true);
        } else if (status != ARES_SUCCESS || found.empty()) {
            const int reason = status == ARES_SUCCESS ? int{ARES_ENODATA} : status;
            q.promise.settle(failure(reason, q.name, q.servers));
        } else {
            q.promise.settle(found);
        }
    });
}

CaresResolver::CaresResolver(ResolverSettings settings)
    : work_(std::make_unique<Work>(std::move(settings))) {}

CaresResolver::~CaresResolver() = default;

core::Task<Records> CaresResolver::srv(std::string name) {
    core::Promise<Records> promise;
    auto task = promise.task();
    work_->followSystem();
    work_->askSrv(name, promise, false);
    return task;
}

core::Task<Addresses> CaresResolver::addresses(std::string host) {
    if (isNumeric(host)) return core::Task<Addresses>::ready(Addresses{std::move(host)});
    core::Promise<Addresses> promise;
    auto task = promise.task();
    work_->followSystem();
    work_->askAddresses(host, promise, false);
    return task;
}

std::vector<std::string> CaresResolver::nameServers() const {
    work_->followSystem();
    return work_->servers();
}

}  // namespace sidetone::net
