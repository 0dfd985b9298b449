// SPDX-License-Identifier: GPL-3.0-or-later
#include "PacketReader.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

namespace sidetone::test {
namespace {

std::uint16_t word(std::span<const std::uint8_t> bytes, std::size_t at) {
    return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t longWord(std::span<const std::uint8_t> bytes, std::size_t at) {
    return static_cast<std::uint32_t>(word(bytes, at)) << 16U | word(bytes, at + 2);
}

double timeOf(msghdr& message) {
    for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        timespec time{};
        std::memcpy(&time, CMSG_DATA(part), sizeof time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    }
    return 0;
}

}  // namespace

std::uint32_t WirePacket::field(std::size_t at, std::size_t octetsOfIt) const {
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + octetsOfIt && i < payload.size(); ++i) {
        value = value << 8U | static_cast<std::uint8_t>(payload[i]);
    }
    return value;
}

bool WirePacket::isRtp(int payloadType) const {
    constexpr std::size_t header = 12;
    return transport == Transport::Udp && payload.size() > header && field(0, 1) >> 6U == 2 &&
           (field(1, 1) & 0x7fU) == static_cast<unsigned>(payloadType);
}

std::uint32_t hostOf(const std::string& address) {
    return ntohl(inet_addr(address.c_str()));
}

std::optional<WirePacket> readPacket(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t least = 20;
    if (bytes.size() < least || bytes[0] >> 4U != 4) return std::nullopt;
    const std::size_t header = (bytes[0] & 0x0fU) * 4U;
    const std::size_t length = std::min<std::size_t>(word(bytes, 2), bytes.size());
    const bool isUdp = bytes[9] == IPPROTO_UDP;
    if (!isUdp && bytes[9] != IPPROTO_TCP) return std::nullopt;
    if (length < header + (isUdp ? 8 : least)) return std::nullopt;
    WirePacket packet;
    packet.transport = isUdp ? WirePacket::Transport::Udp : WirePacket::Transport::Tcp;
    packet.octets = static_cast<int>(length);
    packet.dscp = bytes[1] >> 2U;
    constexpr std::size_t source = 12;
    constexpr std::size_t destination = 16;
    packet.fromHost = longWord(bytes, source);
    packet.toHost = longWord(bytes, destination);
    packet.from = word(bytes, header);
    packet.to = word(bytes, header + 2);
    const std::size_t start = header + (isUdp ? 8U : (bytes[header + 12] >> 4U) * 4U);
    if (start > length) return std::nullopt;
    const auto payload = bytes.subspan(start, length - start);
    packet.payload.assign(payload.begin(), payload.end());
    return packet;
}

PacketReader::PacketReader() : buffer_(1U << 17U) {
    // Bound to IPv4 alone, a packet is seen where it arrives and not where it leaves as well.
    descriptor_ = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_IP));
    sockaddr_ll place{};
    place.sll_family = AF_PACKET;
    place.sll_protocol = htons(ETH_P_IP);
    place.sll_ifindex = static_cast<int>(if_nametoindex("lo"));
    const int on = 1;
    constexpr int room = 8 << 20;
    if (descriptor_ < 0 || place.sll_ifindex == 0 ||
        bind(descriptor_, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0 ||
        setsockopt(descriptor_, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0) {
        failure_ = std::string("packets cannot be read here: ") + std::strerror(errno);
        return;
    }
    // As much as the system allows: pictures come in bursts.
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    auto* notifier = new QSocketNotifier(descriptor_, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &PacketReader::take);
}

PacketReader::~PacketReader() {
    for (auto* child : children()) delete child;
    if (descriptor_ >= 0) close(descriptor_);
}

const std::vector<WirePacket>& PacketReader::packets() {
    take();
    return packets_;
}

void PacketReader::forget() {
    take();
    packets_.clear();
}

void PacketReader::take() {
    for (;;) {
        std::array<char, 256> control{};
        sockaddr_ll from{};
        iovec part{buffer_.data(), buffer_.size()};
        msghdr message{};
        message.msg_name = &from;
        message.msg_namelen = sizeof from;
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const auto size = recvmsg(descriptor_, &message, 0);
        if (size < 0) return;
        if (from.sll_pkttype == PACKET_OUTGOING) continue;
        auto packet = readPacket(std::span(buffer_).first(static_cast<std::size_t>(size)));
        if (!packet) continue;
        packet->seconds = timeOf(message);
        packets_.push_back(std::move(*packet));
    }
}

}  // namespace sidetone::test
