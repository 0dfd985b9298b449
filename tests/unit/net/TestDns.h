// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QUdpSocket>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sidetone::test {

/// A scripted name server, UDP and TCP, in the test's event loop.
class TestDns : public QObject {
public:
    enum class Mood { Answering, Silent, ServerFailure, Refusing, Garbage, OnlyTcp };

    /// On 127.0.0.1 with a port of the system's choice, or where the test says.
    explicit TestDns(const std::string& address = "127.0.0.1", std::uint16_t port = 0);
    /// Names outside these zones are asked of the other server, which must outlive this one.
    void forward(std::vector<std::string> zones, TestDns& other);
    void forgetAsked() { asked_.clear(); }
    [[nodiscard]] std::string address() const;
    void setMood(Mood mood) { mood_ = mood; }
    void addSrv(const std::string& name, int priority, int weight, int port,
                const std::string& target, std::uint32_t timeToLive = 300);
    void addAddress(const std::string& name, const std::string& numeric);
    /// The name exists, with no records.
    void addEmpty(const std::string& name) { records_[name]; }
    /// "33 _x._tcp.example.test" a question, in their order.
    [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }

private:
    struct Record {
        int type;
        std::uint32_t timeToLive;
        std::string data;
    };
    [[nodiscard]] std::string answer(const std::string& question, bool isTcp);

    QUdpSocket udp_;
    QTcpServer tcp_;
    Mood mood_ = Mood::Answering;
    std::map<std::string, std::vector<Record>> records_;
    std::vector<std::string> asked_;
    std::vector<std::string> zones_;
    TestDns* other_ = nullptr;
};

[[nodiscard]] std::string dnsName(const std::string& name);
[[nodiscard]] std::string dnsNumber16(unsigned int value);

}  // namespace sidetone::test
