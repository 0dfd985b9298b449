// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/netlinkRead.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <map>

namespace sidetone::net {
namespace {

constexpr std::size_t mostRoutes = 64;  ///< a router's full table says nothing about a place

struct Descriptor {
    int value = -1;
    ~Descriptor() {
        if (value >= 0) close(value);
    }
};

/// The attributes behind a message's head, by type.
std::map<int, std::string_view> attributes(const nlmsghdr* message, std::size_t headSize) {
    std::map<int, std::string_view> found;
    const auto* bytes = static_cast<const char*>(static_cast<const void*>(message));
    std::size_t at = NLMSG_HDRLEN + NLMSG_ALIGN(headSize);
    while (at + sizeof(rtattr) <= message->nlmsg_len) {
        rtattr attribute{};
        std::memcpy(&attribute, bytes + at, sizeof(attribute));
        if (attribute.rta_len < sizeof(rtattr) || at + attribute.rta_len > message->nlmsg_len) {
            break;
        }
        found.emplace(attribute.rta_type, std::string_view(bytes + at + RTA_LENGTH(0),
                                                           attribute.rta_len - RTA_LENGTH(0)));
        at += RTA_ALIGN(attribute.rta_len);
    }
    return found;
}

template <class T>
T head(const nlmsghdr* message) {
    T value{};
    if (message->nlmsg_len >= NLMSG_LENGTH(sizeof(T))) {
        // NLMSG_DATA casts the const away.
        const auto* bytes = reinterpret_cast<const char*>(message) + NLMSG_HDRLEN;
        std::memcpy(&value, bytes, sizeof(T));
    }
    return value;
}

int number(const std::map<int, std::string_view>& all, int type) {
    const auto found = all.find(type);
    int value = 0;
    if (found != all.end() && found->second.size() == sizeof(value)) {
        std::memcpy(&value, found->second.data(), sizeof(value));
    }
    return value;
}

std::string address(int family, const std::map<int, std::string_view>& all, int type) {
    const auto found = all.find(type);
    const std::size_t size = family == AF_INET6 ? 16 : 4;
    if (found == all.end() || found->second.size() != size) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_ntop(family, found->second.data(), text.data(), text.size()) == nullptr) return {};
    return text.data();
}

/// Asks for one table and calls for each of its messages.
core::Status dump(int type, const std::function<void(const nlmsghdr*)>& each) {
    const auto failed = [] {
        return core::fail(core::ErrorCode::Unsupported, "Asking the kernel for the network",
                          std::strerror(errno));
    };
    const Descriptor netlink{socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)};
    if (netlink.value < 0) return failed();
    struct {
        nlmsghdr header;
        rtgenmsg general;
    } question{};
    question.header.nlmsg_len = NLMSG_LENGTH(sizeof(question.general));
    question.header.nlmsg_type = static_cast<unsigned short>(type);
    question.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    question.general.rtgen_family = AF_UNSPEC;
    if (send(netlink.value, &question, question.header.nlmsg_len, 0) < 0) return failed();
    alignas(nlmsghdr) std::array<char, 32768> buffer{};
    for (;;) {
        const ssize_t size = recv(netlink.value, buffer.data(), buffer.size(), 0);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return failed();
        auto left = static_cast<unsigned>(size);
        const auto* message = static_cast<const nlmsghdr*>(static_cast<const void*>(buffer.data()));
        while (NLMSG_OK(message, left)) {
            if (message->nlmsg_type == NLMSG_DONE) return {};
            if (message->nlmsg_type == NLMSG_ERROR) return failed();
            each(message);
            left -= NLMSG_ALIGN(message->nlmsg_len);
            const auto* bytes = static_cast<const char*>(static_cast<const void*>(message));
            message = static_cast<const nlmsghdr*>(
                static_cast<const void*>(bytes + NLMSG_ALIGN(message->nlmsg_len)));
        }
    }
}

class Reading {
public:
    void link(const nlmsghdr* message) {
        const auto info = head<ifinfomsg>(message);
        if ((info.ifi_flags & IFF_LOOPBACK) != 0) return;
        NetworkLink found;
        found.index = info.ifi_index;
        const auto all = attributes(message, sizeof(info));
        if (const auto name = all.find(IFLA_IFNAME); name != all.end()) {
            found.name = std::string(name->second.substr(0, name->second.find('\0')));
        }
        found.isUp = (info.ifi_flags & IFF_UP) != 0 && (info.ifi_flags & IFF_RUNNING) != 0;
        found.isTunnel = (info.ifi_flags & IFF_POINTOPOINT) != 0 || info.ifi_type == ARPHRD_NONE;
        links_.emplace(found.index, std::move(found));
    }

    void addressOf(const nlmsghdr* message) {
        const auto info = head<ifaddrmsg>(message);
        const auto link = links_.find(static_cast<int>(info.ifa_index));
        if (link == links_.end() || info.ifa_scope == RT_SCOPE_LINK) return;
        if ((info.ifa_flags & IFA_F_TENTATIVE) != 0) return;  // not usable yet (RFC 4862 5.4)
        const auto all = attributes(message, sizeof(info));
        // The own address; IFA_ADDRESS is the other end's where the link is point to point.
        auto text = address(info.ifa_family, all, IFA_LOCAL);
        if (text.empty()) text = address(info.ifa_family, all, IFA_ADDRESS);
        if (text.empty() || text.rfind("169.254.", 0) == 0) return;
        link->second.addresses.push_back(text + "/" + std::to_string(info.ifa_prefixlen));
    }

    void route(const nlmsghdr* message) {
        const auto info = head<rtmsg>(message);
        if (info.rtm_type != RTN_UNICAST || info.rtm_protocol == RTPROT_KERNEL) return;
        const auto all = attributes(message, sizeof(info));
        const auto table = number(all, RTA_TABLE);
        if (table == RT_TABLE_LOCAL) return;
        const auto link = links_.find(number(all, RTA_OIF));
        if (link == links_.end()) return;
        NetworkRoute found;
        found.link = link->second.name;
        found.gateway = address(info.rtm_family, all, RTA_GATEWAY);
        if (info.rtm_dst_len == 0) {
            defaults_.push_back({info.rtm_family == AF_INET6, number(all, RTA_PRIORITY), found});
            return;
        }
        found.destination = address(info.rtm_family, all, RTA_DST);
        if (found.destination.empty() || state_.routes.size() >= mostRoutes) return;
        found.destination += "/" + std::to_string(info.rtm_dst_len);
        state_.routes.push_back(std::move(found));
    }

    NetworkState state() {
        for (auto& [index, link] : links_) {
            std::sort(link.addresses.begin(), link.addresses.end());
            state_.links.push_back(std::move(link));
        }
        std::stable_sort(defaults_.begin(), defaults_.end(), [](const auto& a, const auto& b) {
            return std::pair(a.isSix, a.metric) < std::pair(b.isSix, b.metric);
        });
        for (auto& route : defaults_) state_.defaults.push_back(std::move(route.route));
        std::sort(state_.routes.begin(), state_.routes.end());
        return std::move(state_);
    }

private:
    struct Default {
        bool isSix;
        int metric;
        NetworkRoute route;
    };
    NetworkState state_;
    std::map<int, NetworkLink> links_;
    std::vector<Default> defaults_;
};

}  // namespace

core::Result<NetworkState> readNetwork() {
    Reading reading;
    if (auto links = dump(RTM_GETLINK, [&](const nlmsghdr* m) { reading.link(m); }); !links) {
        return links.error();
    }
    if (auto all = dump(RTM_GETADDR, [&](const nlmsghdr* m) { reading.addressOf(m); }); !all) {
        return all.error();
    }
    if (auto all = dump(RTM_GETROUTE, [&](const nlmsghdr* m) { reading.route(m); }); !all) {
        return all.error();
    }
    return reading.state();
}

int openNetworkEvents() {
    const int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (netlink < 0) return -1;
    sockaddr_nl self{};
    self.nl_family = AF_NETLINK;
    self.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_IFADDR |
                     RTMGRP_IPV6_ROUTE;
    const auto* where = static_cast<const sockaddr*>(static_cast<const void*>(&self));
    if (bind(netlink, where, sizeof(self)) == 0) return netlink;
    close(netlink);
    return -1;
}

}  // namespace sidetone::net
