// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <filesystem>
#include <fstream>

#include "RecordedPorts.h"

namespace sidetone::test {

/// An office whose zone a test changes, and sign-ins of its first person.
struct WaysFixture {
    OfficeFixture office{SIDETONE_BIN_DIR};
    std::vector<std::string> nodes;  ///< the records that the zone begins with

    [[nodiscard]] std::string host(const std::string& name) const {
        return name + "." + office.domain();
    }
    [[nodiscard]] std::string record(const std::string& name, int priority = 1,
                                     int port = 8443) const {
        return std::to_string(priority) + " 5 " + std::to_string(port) + " " + host(name) + ".";
    }
    [[nodiscard]] std::string outsideNameServer() const {
        const auto inside = office.nameServer();
        return office.address(1, 1) + inside.substr(inside.rfind(':'));
    }
    /// The records of a service, or none; true where the zone has them now.
    [[nodiscard]] bool publish(const std::string& service, const std::vector<std::string>& records,
                               bool isOutside = false) const {
        std::vector<std::string> words{"dns", records.empty() ? "unset" : "set",
                                       service + "." + office.domain(), "SRV"};
        words.insert(words.end(), records.begin(), records.end());
        if (isOutside) words.emplace_back("--outside");
        const auto said = office.run(words);
        return said.status == 0 ||
               (records.empty() && said.error.find("none") != std::string::npos);
    }
    /// The zone as an office has it: call managers inside and nothing else.
    [[nodiscard]] bool restoreZone() const {
        return publish("_cisco-uds._tcp", nodes) && publish("_cuplogin._tcp", {}) &&
               publish("_collab-edge._tls", {}) && publish("_cisco-uds._tcp.cisco-internal", {}) &&
               publish("_cuplogin._tcp.cisco-internal", {}) && publish("_cisco-uds._tcp.voice", {});
    }
    [[nodiscard]] signin::SignInRequest request() const {
        signin::SignInRequest made;
        made.address = office.user(1);
        made.password = office.password(1);
        made.network = "the office";
        return made;
    }
    [[nodiscard]] signin::SignInRequest request(config::Layer layer, const std::string& name,
                                                const std::string& value) const {
        auto made = request();
        made.settings.set(layer, name, value);
        return made;
    }
    [[nodiscard]] std::vector<std::string> questions(
        const std::vector<std::string>& services) const {
        std::vector<std::string> all;
        for (const auto& service : services) all.push_back(service + "." + office.domain());
        return all;
    }
    /// A file on the file service, before those that the office makes.
    void upload(const std::string& name, const std::string& content) const {
        std::filesystem::create_directories(office.folder() + "/files");
        std::ofstream(office.folder() + "/files/" + name) << content;
    }
    void remove(const std::string& name) const {
        std::filesystem::remove(office.folder() + "/files/" + name);
    }
};

}  // namespace sidetone::test
