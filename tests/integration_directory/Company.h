// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <string>
#include <string_view>
#include <vector>

#include "OfficeFixture.h"

namespace sidetone::test {

/// One of the company, as the office made them: what everything else is compared with.
struct Employee {
    std::string id;
    std::string name;
    std::string mail;
    std::string title;
    std::string department;
    std::string extension;  ///< "100000"
    std::string outside;    ///< "+15552100000"
    std::string mobile;     ///< "+15562100000"
    std::string cluster;    ///< "b" for the second one

    /// A number in the forms that it is shown and dialled in: internationally with plus and with
    /// zeros, inside the country bare and written, inside the town, and the extension.
    [[nodiscard]] std::vector<std::string> sixForms(const std::string& number) const {
        const auto country = number.substr(1);
        const auto national = number.substr(2);
        const auto town = national.substr(3);
        return {number,
                "00" + country,
                national,
                "(" + national.substr(0, 3) + ") " + town.substr(0, 3) + "-" + town.substr(3),
                town.substr(0, 3) + " " + town.substr(3),
                extension};
    }
};

/// Everybody whom the office invented: not the demo users.
inline std::vector<Employee> companyOf(const OfficeFixture& office) {
    QFile file(QString::fromStdString(office.folder() + "/users/users.json"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    std::vector<Employee> all;
    const auto list = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& value : list) {
        const auto user = value.toObject();
        const auto text = [&user](const char* name) {
            return user[QLatin1String(name)].toString().toStdString();
        };
        Employee one{
            text("id"),         text("displayName"), text("mail"),           text("title"),
            text("department"), text("number"),      text("externalNumber"), text("mobileNumber"),
            text("cluster")};
        if (one.extension.size() == 6) all.push_back(std::move(one));
    }
    return all;
}

}  // namespace sidetone::test
