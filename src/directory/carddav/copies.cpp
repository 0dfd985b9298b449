// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/carddav/copies.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/text.h"
#include "directory/vcard/readCards.h"

namespace sidetone::directory {
namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t mostRemarks = 20;
constexpr std::size_t longestName = 100;

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

std::string field(const QJsonObject& json, QLatin1String name) {
    return json.value(name).toString().toStdString();
}

QJsonObject jsonOf(const CopiedBook& book) {
    QJsonObject cards;
    for (const auto& [key, card] : book.cards) {
        QJsonArray one{toQt(card.href), toQt(card.tag)};
        if (card.text) one.append(toQt(*card.text));
        cards.insert(toQt(key), one);
    }
    return {{u"url"_s, toQt(book.url)},
            {u"name"_s, toQt(book.name)},
            {u"syncToken"_s, toQt(book.syncToken)},
            {u"isTooLarge"_s, book.isTooLarge},
            {u"cards"_s, cards}};
}

CopiedBook bookOf(const QJsonObject& json) {
    CopiedBook book;
    book.url = field(json, "url"_L1);
    book.name = field(json, "name"_L1);
    book.syncToken = field(json, "syncToken"_L1);
    book.isTooLarge = json.value("isTooLarge"_L1).toBool();
    const auto cards = json.value("cards"_L1).toObject();
    for (auto at = cards.begin(); at != cards.end(); ++at) {
        const auto one = at.value().toArray();
        CopiedCard card{one.at(0).toString().toStdString(), one.at(1).toString().toStdString(), {}};
        if (one.size() > 2) {
            card.text = std::make_shared<const std::string>(one.at(2).toString().toStdString());
        }
        book.cards.emplace(at.key().toStdString(), std::move(card));
    }
    return book;
}

}  // namespace

std::string textOf(const Copies& copies) {
    QJsonArray books;
    for (const auto& book : copies.books) books.append(jsonOf(book));
    const QJsonObject json{{u"account"_s, toQt(copies.account)},
                           {u"read"_s, static_cast<qint64>(copies.read.time_since_epoch().count())},
                           {u"books"_s, books}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

Copies copiesOf(std::string_view text) {
    const auto json = QJsonDocument::fromJson(
                          QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())))
                          .object();
    Copies copies;
    copies.account = field(json, "account"_L1);
    copies.read = core::WallTime(core::Milliseconds(json.value("read"_L1).toInteger()));
    for (const auto& book : json.value("books"_L1).toArray()) {
        copies.books.push_back(bookOf(book.toObject()));
    }
    return copies;
}

void addCard(const std::string& text, const std::string& name, AddressBook& people,
             std::vector<std::string>& remarks) {
    const auto tell = [&](const std::string& what) {
        if (remarks.size() < mostRemarks) {
            remarks.push_back(core::printable(name, longestName) + ": " + what);
        }
    };
    const auto read = readCards(text);
    if (!read) return tell(read.error().answer);
    for (const auto& trouble : read->troubles) tell(trouble.what);
    for (const auto& card : read->cards) people.add(card);
}

CopiedPeople peopleOf(const Copies& copies) {
    CopiedPeople made;
    auto people = std::make_shared<AddressBook>();
    for (const auto& book : copies.books) {
        for (const auto& [key, card] : book.cards) {
            const auto name = key.substr(key.rfind('/') + 1);
            if (card.text) addCard(*card.text, name, *people, made.remarks);
        }
    }
    people->settle();
    made.people = std::move(people);
    return made;
}

}  // namespace sidetone::directory
