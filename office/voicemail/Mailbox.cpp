// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/voicemail/Mailbox.h"

#include <fcntl.h>
#include <unistd.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <filesystem>

#include "core/Random.h"
#include "core/text.h"
#include "office/supervisor/TextFile.h"
#include "office/voicemail/voiceSound.h"

namespace sidetone::office {
namespace {

using namespace Qt::StringLiterals;
using std::chrono_literals::operator""min;

core::WallTime now() {
    return std::chrono::time_point_cast<core::Milliseconds>(std::chrono::system_clock::now());
}

std::string textIn(const QJsonObject& line, const QString& name) {
    return line.value(name).toString().toStdString();
}

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

core::WallTime timeIn(const QJsonObject& line, const QString& name) {
    return core::WallTime(core::Milliseconds(line.value(name).toInteger()));
}

qint64 number(core::WallTime time) {
    return time.time_since_epoch().count();
}

/// As the contract names messages: a digit, a colon, a UUID.
std::string newId() {
    core::SystemRandom random;
    auto id = random.hex(16);
    for (const std::size_t at : {20U, 16U, 12U, 8U}) id.insert(at, "-");
    return "0:" + id;
}

}  // namespace

core::Result<Mailbox> Mailbox::open(const Layout& layout, const UserStore& users,
                                    const User& owner) {
    Mailbox box(layout.path("voicemail/" + owner.id));
    if (auto made = makeFolder(box.folder_); !made) return made.error();
    if (!std::filesystem::exists(box.journal())) {
        if (auto filled = box.fillFirst(users, owner); !filled) return filled.error();
        return box;
    }
    auto text = readFile(box.journal());
    if (!text) return text.error();
    box.replay(*text);
    return box;
}

core::Status Mailbox::fillFirst(const UserStore& users, const User& owner) {
    unsigned seed = 0;
    for (const auto& user : users.users()) {
        if (user.id == owner.id) continue;
        const auto age = seed == 0 ? 26 * 60min : 35min;
        if (auto added = add(users, user.number, makeVoiceSound(seed), now() - age); !added) {
            return added.error();
        }
        if (++seed == 2) break;
    }
    return {};
}

void Mailbox::replay(const std::string& text) {
    for (const auto line : core::split(text, '\n')) {
        if (line.empty()) continue;
        const QByteArray bytes(line.data(), static_cast<qsizetype>(line.size()));
        take(QJsonDocument::fromJson(bytes).object());
    }
}

void Mailbox::take(const QJsonObject& line) {
    ++usn_;
    const auto what = textIn(line, u"do"_s);
    const auto id = textIn(line, u"id"_s);
    if (what == "add") {
        StoredVoice voice;
        voice.id = id;
        voice.callerNumber = textIn(line, u"number"_s);
        voice.callerName = textIn(line, u"name"_s);
        voice.callerMail = textIn(line, u"mail"_s);
        voice.subject = textIn(line, u"subject"_s);
        voice.arrival = timeIn(line, u"arrival"_s);
        voice.duration = core::Milliseconds(line.value(u"duration"_s).toInteger());
        voice.octets = static_cast<std::uint64_t>(line.value(u"octets"_s).toInteger());
        voice.changed = voice.arrival;
        voice.usn = usn_;
        messages_.push_back(std::move(voice));
        return;
    }
    const auto at = std::find_if(messages_.begin(), messages_.end(),
                                 [&id](const StoredVoice& one) { return one.id == id; });
    if (at == messages_.end()) return;
    at->usn = usn_;
    at->changed = timeIn(line, u"time"_s);
    if (what == "read") at->isRead = line.value(u"value"_s).toBool();
    if (what == "deleted") at->isDeleted = line.value(u"value"_s).toBool();
    if (what == "subject") at->subject = textIn(line, u"value"_s);
    if (what == "erase") messages_.erase(at);
}

core::Status Mailbox::append(QJsonObject line) {
    line.insert(u"time"_s, number(now()));
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

const StoredVoice* Mailbox::find(std::string_view id) const {
    const auto at = std::find_if(messages_.begin(), messages_.end(),
                                 [id](const StoredVoice& one) { return one.id == id; });
    return at == messages_.end() ? nullptr : &*at;
}

core::Result<std::string> Mailbox::add(const UserStore& users, const std::string& from,
                                       const std::string& wav, core::WallTime arrival) {
    const auto duration = durationOfWav(wav);
    if (!duration) return duration.error();
    const auto& all = users.users();
    const auto caller = std::find_if(all.begin(), all.end(),
                                     [&from](const User& user) { return user.number == from; });
    const bool isKnown = caller != all.end();
    const auto id = newId();
    if (auto written = writeFile(soundFile(id), wav); !written) return written.error();
    const auto name = isKnown ? caller->displayName : std::string();
    const auto subject = "Message from " + (isKnown ? name + " (" + from + ")" : from);
    const auto added = append({{u"do"_s, u"add"_s},
                               {u"id"_s, toQString(id)},
                               {u"number"_s, toQString(from)},
                               {u"name"_s, toQString(name)},
                               {u"mail"_s, toQString(isKnown ? caller->mail : std::string())},
                               {u"subject"_s, toQString(subject)},
                               {u"arrival"_s, number(arrival)},
                               {u"duration"_s, static_cast<qint64>(duration->count())},
                               {u"octets"_s, static_cast<qint64>(wav.size())}});
    if (!added) return added.error();
    return id;
}

core::Status Mailbox::setRead(std::string_view id, bool read) {
    return append({{u"do"_s, u"read"_s}, {u"id"_s, toQString(id)}, {u"value"_s, read}});
}

core::Status Mailbox::setSubject(std::string_view id, const std::string& subject) {
    return append(
        {{u"do"_s, u"subject"_s}, {u"id"_s, toQString(id)}, {u"value"_s, toQString(subject)}});
}

core::Status Mailbox::setDeleted(std::string_view id, bool deleted) {
    return append({{u"do"_s, u"deleted"_s}, {u"id"_s, toQString(id)}, {u"value"_s, deleted}});
}

core::Status Mailbox::erase(std::string_view id) {
    const auto file = soundFile(id);
    if (auto done = append({{u"do"_s, u"erase"_s}, {u"id"_s, toQString(id)}}); !done) return done;
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return {};
}

core::Result<std::string> Mailbox::sound(std::string_view id) const {
    return readFile(soundFile(id));
}

std::string Mailbox::soundFile(std::string_view id) const {
    // Without the digit and the colon.
    return folder_ + "/" + std::string(id.substr(std::min<std::size_t>(2, id.size()))) + ".wav";
}

}  // namespace sidetone::office
