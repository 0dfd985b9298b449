// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/JsonPeople.h"

#include <QDateTime>
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

QJsonObject toJson(const directory::BookState& book) {
    QJsonArray names;
    for (const auto& name : book.books) names.append(QString::fromStdString(name));
    QJsonArray remarks;
    for (const auto& remark : book.remarks) remarks.append(QString::fromStdString(remark));
    QJsonObject json{{u"kind"_s, QString::fromStdString(book.kind)},
                     {u"where"_s, QString::fromStdString(book.where)},
                     {u"books"_s, names},
                     {u"count"_s, static_cast<qint64>(book.people)},
                     {u"remarks"_s, remarks}};
    if (book.read)
        json.insert(u"read"_s,
                    QDateTime::fromMSecsSinceEpoch(book.read->time_since_epoch().count(), Qt::UTC)
                        .toString(Qt::ISODate));
    if (book.trouble) json.insert(u"trouble"_s, toJson(*book.trouble));
    return json;
}

}  // namespace sidetone::apps
