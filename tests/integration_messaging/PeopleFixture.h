// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <QTest>

#include "OfficeFixture.h"
#include "Person.h"

namespace sidetone::test {

/// Anna and Ben of one office.
struct PeopleFixture {
    OfficeFixture office{SIDETONE_BIN_DIR};
    QTemporaryDir folder;

    static constexpr int chatHost = 21;  ///< imp1
    static constexpr std::uint16_t chatPort = 5222;

    [[nodiscard]] net::Endpoint server() const {
        return {office.insideAddress(chatHost), chatPort};
    }
    [[nodiscard]] core::Address address(int number) const {
        return core::Address::parse(office.user(number)).value();
    }
    [[nodiscard]] std::filesystem::path storeFile(const std::string& name) const {
        return std::filesystem::path(folder.path().toStdString()) / name / "history.db";
    }
    [[nodiscard]] std::unique_ptr<Person> person(int number, const std::string& device) const {
        return std::make_unique<Person>(PersonSettings{address(number), office.password(number),
                                                       device, server(), office.caFile(),
                                                       storeFile(device)});
    }
};

/// prefix0, prefix1, ... as they must have arrived.
inline std::vector<std::string> numbered(const std::string& prefix, int count) {
    std::vector<std::string> texts;
    for (int i = 0; i < count; ++i) texts.push_back(prefix + std::to_string(i));
    return texts;
}

}  // namespace sidetone::test
