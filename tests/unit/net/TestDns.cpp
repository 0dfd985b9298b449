// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestDns.h"

#include <QNetworkDatagram>
#include <QTcpSocket>
#include <algorithm>
#include <sstream>

namespace sidetone::test {
namespace {

std::string readName(const std::string& message, std::size_t& at) {
    std::string name;
    while (at < message.size() && message[at] != 0) {
        const auto length = static_cast<unsigned char>(message[at]);
        name += (name.empty() ? "" : ".") + message.substr(at + 1, length);
        at += 1U + length;
    }
    ++at;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

std::string view(const QByteArray& bytes) {
    return bytes.toStdString();
}

}  // namespace

std::string dnsNumber16(unsigned int value) {
    return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
}

std::string dnsName(const std::string& name) {
    std::string out;
    std::istringstream in(name);
    for (std::string label; std::getline(in, label, '.');) {
        if (!label.empty()) out += static_cast<char>(label.size()) + label;
    }
    return out + std::string(1, '\0');
}

TestDns::TestDns(const std::string& address, std::uint16_t port) {
    const QHostAddress here(QString::fromStdString(address));
    if (!tcp_.listen(here, port) || !udp_.bind(here, tcp_.serverPort())) {
        qFatal("no port for the name server");
    }
    connect(&udp_, &QUdpSocket::readyRead, this, [this] {
        while (udp_.hasPendingDatagrams()) {
            const auto datagram = udp_.receiveDatagram();
            const auto out = answer(view(datagram.data()), false);
            if (out.empty()) continue;
            udp_.writeDatagram(QByteArray::fromStdString(out), datagram.senderAddress(),
                               static_cast<quint16>(datagram.senderPort()));
        }
    });
    connect(&tcp_, &QTcpServer::newConnection, this, [this] {
        QTcpSocket* socket = tcp_.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            const auto out = answer(view(socket->readAll()).substr(2), true);
            socket->write(QByteArray::fromStdString(
                dnsNumber16(static_cast<unsigned int>(out.size())) + out));
        });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

std::string TestDns::address() const {
    return udp_.localAddress().toString().toStdString() + ":" + std::to_string(udp_.localPort());
}

void TestDns::forward(std::vector<std::string> zones, TestDns& other) {
    zones_ = std::move(zones);
    other_ = &other;
}

void TestDns::addSrv(const std::string& name, int priority, int weight, int port,
                     const std::string& target, std::uint32_t timeToLive) {
    const auto number = [](int n) { return dnsNumber16(static_cast<unsigned int>(n)); };
    records_[name].push_back(
        {33, timeToLive, number(priority) + number(weight) + number(port) + dnsName(target)});
}

void TestDns::addAddress(const std::string& name, const std::string& numeric) {
    const quint32 bits = QHostAddress(QString::fromStdString(numeric)).toIPv4Address();
    records_[name].push_back({1, 300, dnsNumber16(bits >> 16U) + dnsNumber16(bits & 0xFFFFU)});
}

std::string TestDns::answer(const std::string& question, bool isTcp) {
    std::size_t at = 12;
    const auto name = readName(question, at);
    const int type = static_cast<unsigned char>(question[at + 1]);
    asked_.push_back(std::to_string(type) + " " + name);
    const bool isOurs = std::any_of(zones_.begin(), zones_.end(), [&](const std::string& zone) {
        return name == zone || name.ends_with("." + zone);
    });
    if (other_ != nullptr && !isOurs) return other_->answer(question, isTcp);
    if (mood_ == Mood::Silent) return {};
    const std::string asked = question.substr(12, at + 4 - 12);
    const auto found = records_.find(name);
    unsigned int flags = 0x8580;
    if (mood_ == Mood::ServerFailure) flags |= 2U;
    if (mood_ == Mood::Refusing) flags |= 5U;
    const bool isCut = mood_ == Mood::OnlyTcp && !isTcp;
    if (isCut) flags |= 0x0200U;
    if (flags == 0x8580 && found == records_.end() && mood_ != Mood::Garbage) flags |= 3U;
    std::string body;
    unsigned int count = 0;
    if (flags == 0x8580 && found != records_.end()) {
        for (const auto& record : found->second) {
            if (record.type != type) continue;
            ++count;
            body += std::string("\xC0\x0C", 2) +
                    dnsNumber16(static_cast<unsigned int>(record.type)) + dnsNumber16(1) +
                    dnsNumber16(record.timeToLive >> 16U) +
                    dnsNumber16(record.timeToLive & 0xFFFFU) +
                    dnsNumber16(static_cast<unsigned int>(record.data.size())) + record.data;
        }
    }
    if (mood_ == Mood::Garbage) body = "rubbish";
    if (mood_ == Mood::Garbage) count = 3;
    return question.substr(0, 2) + dnsNumber16(flags) + dnsNumber16(1) + dnsNumber16(count) +
           dnsNumber16(0) + dnsNumber16(0) + asked + body;
}

}  // namespace sidetone::test
