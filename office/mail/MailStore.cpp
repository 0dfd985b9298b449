// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/mail/MailStore.h"

#include <fcntl.h>
#include <unistd.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <filesystem>

#include "core/Random.h"
#include "core/text.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {
namespace {

using namespace Qt::StringLiterals;

std::string textIn(const QJsonObject& line, const QString& name) {
    return line.value(name).toString().toStdString();
}

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// As Exchange's ids look: a long word without a meaning.
std::string newId() {
    core::SystemRandom random;
    return "AAMk" + random.hex(24);
}

}  // namespace

core::Result<MailStore> MailStore::open(const Layout& layout, const User& owner) {
    MailStore store(layout.path("mail/" + owner.id));
    if (auto made = makeFolder(store.place_); !made) return made.error();
    if (!std::filesystem::exists(store.journal())) return store;
    const auto text = readFile(store.journal());
    if (!text) return text.error();
    for (const auto line : core::split(*text, '\n')) {
        if (line.empty()) continue;
        const QByteArray bytes(line.data(), static_cast<qsizetype>(line.size()));
        store.take(QJsonDocument::fromJson(bytes).object());
    }
    return store;
}

const MailFolder* MailStore::folder(std::string_view id) const {
    const auto at = std::find_if(folders_.begin(), folders_.end(),
                                 [id](const MailFolder& one) { return one.id == id; });
    return at == folders_.end() ? nullptr : &*at;
}

const MailFolder* MailStore::folderNamed(std::string_view name) const {
    const auto at = std::find_if(folders_.begin(), folders_.end(),
                                 [name](const MailFolder& one) { return one.name == name; });
    return at == folders_.end() ? nullptr : &*at;
}

core::Result<std::string> MailStore::addFolder(const std::string& name) {
    const auto id = newId();
    const auto added =
        append({{u"do"_s, u"folder"_s}, {u"id"_s, toQString(id)}, {u"name"_s, toQString(name)}});
    if (!added) return added.error();
    return id;
}

core::Result<std::string> MailStore::addItem(MailItem item) {
    item.id = newId();
    const auto added = append({{u"do"_s, u"item"_s},
                               {u"id"_s, toQString(item.id)},
                               {u"folder"_s, toQString(item.folder)},
                               {u"class"_s, toQString(item.itemClass)},
                               {u"subject"_s, toQString(item.subject)},
                               {u"body"_s, toQString(item.body)},
                               {u"key"_s, toQString(item.key)},
                               {u"read"_s, item.isRead},
                               {u"draft"_s, item.isDraft}});
    if (!added) return added.error();
    return item.id;
}

core::Status MailStore::removeFolder(std::string_view id) {
    return append({{u"do"_s, u"remove-folder"_s}, {u"id"_s, toQString(id)}});
}

void MailStore::take(const QJsonObject& line) {
    const auto what = textIn(line, u"do"_s);
    const auto id = textIn(line, u"id"_s);
    if (what == "folder") folders_.push_back({id, textIn(line, u"name"_s)});
    if (what == "item") {
        items_.push_back({id, textIn(line, u"folder"_s), textIn(line, u"class"_s),
                          textIn(line, u"subject"_s), textIn(line, u"body"_s),
                          textIn(line, u"key"_s), line.value(u"read"_s).toBool(),
                          line.value(u"draft"_s).toBool()});
    }
    if (what != "remove-folder") return;
    std::erase_if(folders_, [&id](const MailFolder& one) { return one.id == id; });
    std::erase_if(items_, [&id](const MailItem& one) { return one.folder == id; });
}

core::Status MailStore::append(const QJsonObject& line) {
    const auto text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    const int file = ::open(journal().c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    const bool isWritten = file >= 0 && ::write(file, text.constData(), text.size()) == text.size();
    if (file >= 0) ::close(file);
    if (!isWritten) {
        return core::fail(core::ErrorCode::Storage, "Writing " + journal(), "it does not work");
    }
    take(line);
    return {};
}

}  // namespace sidetone::office
