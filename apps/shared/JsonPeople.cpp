// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/JsonPeople.h"

#include <QJsonArray>

#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;

QJsonObject toJson(const directory::Person& person) {
    QJsonObject json;
    const auto add = [&json](const char* name, const std::string& value) {
        if (!value.empty()) json.insert(QLatin1String(name), QString::fromStdString(value));
    };
    if (!person.address.isEmpty()) add("address", person.address.text());
    add("name", person.name);
    add("title", person.title);
    add("department", person.department);
    add("company", person.company);
    add("city", person.city);
    add("mail", person.mail);
    add("user", person.userName);
    QJsonArray numbers;
    for (const auto& number : person.numbers) numbers.append(QString::fromStdString(number));
    if (!numbers.isEmpty()) json.insert(u"numbers"_s, numbers);
    return json;
}

QJsonObject toJson(const client::DirectoryTest& test) {
    QJsonArray people;
    for (const auto& person : test.people) people.append(toJson(person));
    QJsonObject json{{u"kind"_s, QString::fromStdString(test.kind)},
                     {u"server"_s, QString::fromStdString(test.server)},
                     {u"asked"_s, QString::fromStdString(test.asked)},
                     {u"took_ms"_s, static_cast<qint64>(test.took.count())},
                     {u"people"_s, people}};
    if (test.error) json.insert(u"trouble"_s, toJson(*test.error));
    return json;
}

}  // namespace sidetone::apps
