// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "client/Client.h"
#include "core/errorCodes.h"
#include "ctl/commands.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "shared/Options.h"
#include "signOn.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

namespace {

core::Error errorOf(const QJsonObject& json) {
    const auto code = core::errorCodeNamed(json.value(u"code"_s).toString().toStdString());
    return core::fail(code.value_or(core::ErrorCode::Internal),
                      json.value(u"tried"_s).toString().toStdString(),
                      json.value(u"answer"_s).toString().toStdString(),
                      json.value(u"advice"_s).toString().toStdString());
}

/// Signs in, sends one command through the same JSON interface that scripts use, prints its
/// answer as text or JSON, and ends when what it started has ended.
class Once : public QObject {
public:
    Once(client::Platform& platform, const QStringList& words, bool asJson)
        : client_(client::createClient(platform)),
          loop_(*client_, platform.clock(), [this](const QJsonObject& line) { take(line); }),
          command_(words.first()),
          asJson_(asJson) {
        request_ = requestFor(words);
    }

    core::Status start(const QCommandLineParser& parser, const QString& address) {
        return signOn(*client_, parser, address);
    }
    void stop() { apps::leavePolitely(*client_); }
    [[nodiscard]] int status() const { return status_; }

private:
    static QJsonObject requestFor(const QStringList& words) {
        QJsonObject request{{u"id"_s, 1}, {u"command"_s, words.first()}};
        const auto word = [&](qsizetype index) { return words.value(index); };
        const auto rest = [&](qsizetype from) { return words.mid(from).join(u' '); };
        const auto& name = words.first();
        if (name == u"presence"_s && words.size() > 1) {
            request.insert(u"state"_s, word(1));
            request.insert(u"text"_s, rest(2));
        } else if (name == u"search"_s) {
            request.insert(u"text"_s, rest(1));
        } else if (name == u"resolve"_s) {
            request.insert(u"who"_s, rest(1));
        } else if (name == u"directory"_s) {
            request.insert(u"command"_s, name + u'-' + word(1));
            request.insert(u"text"_s, rest(2));
        } else if (name == u"chat"_s) {
            request.insert(u"peer"_s, word(1));
            request.insert(u"body"_s, rest(2));
        } else if (name == u"send-file"_s) {
            request.insert(u"peer"_s, word(1));
            request.insert(u"path"_s, rest(2));
        } else if (name == u"file-accept"_s) {
            request.insert(u"message"_s, word(1).toLongLong());
        } else if (name == u"history"_s || name == u"files"_s) {
            request.insert(u"peer"_s, word(1));
        } else if (name == u"call"_s) {
            request.insert(u"target"_s, word(1));
        } else if (name == u"voicemail"_s && words.size() > 1 && word(1) != u"list"_s) {
            request.insert(u"command"_s, name + u'-' + word(1));
            request.insert(u"voicemail"_s, word(2));
            request.insert(u"path"_s, word(3));
        }
        return request;
    }

    void take(const QJsonObject& line) {
        const auto event = line.value(u"event"_s).toString();
        if (event == u"signin.ready"_s) {
            isReady_ = true;
            ask();
        } else if (event == u"service"_s) {
            ask();
        } else if (event == u"signin.failed"_s) {
            fail(errorOf(line));
        } else if (event.isEmpty()) {
            takeAnswer(line);
        } else {
            takeEvent(event, line);
        }
    }

    /// Once: when the service that it is for has come up, or said why not.
    void ask() {
        if (!isReady_ || isAsked_ || (command_ == u"voicemail"_s && isBoxOpening())) return;
        isAsked_ = true;
        loop_.takeLine(QJsonDocument(request_).toJson(QJsonDocument::Compact));
    }

    [[nodiscard]] bool isBoxOpening() const {
        const auto services = client_->services();
        return std::any_of(services.begin(), services.end(), [](const client::Service& one) {
            return one.kind == client::ServiceKind::Voicemail &&
                   one.state == client::ServiceState::Starting;
        });
    }

    void takeAnswer(const QJsonObject& line) {
        if (line.contains(u"error"_s)) {
            return fail(errorOf(line.value(u"error"_s).toObject()));
        }
        if (command_ == u"chat"_s || isTransfer()) {
            message_ = line.value(u"message"_s).toInteger();
            return;
        }
        if (command_ == u"call"_s) {
            call_ = line.value(u"call"_s).toInteger();
            return;
        }
        print(line);
        const auto trouble = line.value(u"trouble"_s).toObject();
        if (!trouble.isEmpty()) {
            const auto* what =
                command_ == u"search"_s ? "only the contact list was searched: " : "";
            std::fprintf(stderr, "sidetonectl: %s%s\n", what,
                         qPrintable(trouble.value(u"sentence"_s).toString()));
        }
        finish(command_ == u"directory"_s && !trouble.isEmpty() ? 1 : 0);
    }

    void takeEvent(const QString& event, const QJsonObject& line) {
        if (isTransfer() && event == u"receipt"_s &&
            line.value(u"message"_s).toInteger() == message_) {
            takeTransfer(line);
        } else if (event == u"receipt"_s && line.value(u"message"_s).toInteger() == message_) {
            const auto delivery = line.value(u"delivery"_s).toString();
            if (delivery == u"failed"_s) {
                const auto why = line.value(u"failure"_s).toString().toStdString();
                return fail(core::fail(core::ErrorCode::Unavailable, why));
            }
            print(line);
            finish(0);
        } else if (event == u"call.state"_s && line.value(u"call"_s).toInteger() == call_) {
            print(line);
            if (line.value(u"state"_s).toString() != u"ended"_s) return;
            const auto end = line.value(u"end"_s).toString();
            const bool well = end == u"hung-up-here"_s || end == u"hung-up-there"_s;
            finish(well ? 0 : 1);
        }
    }

    [[nodiscard]] bool isTransfer() const {
        return command_ == u"send-file"_s || command_ == u"file-accept"_s;
    }

    /// It ends when the file has arrived, or cannot.
    void takeTransfer(const QJsonObject& line) {
        const auto file = line.value(u"file"_s).toObject();
        const auto state = file.value(u"state"_s).toString();
        if (state == u"done"_s) {
            print(line);
            finish(0);
        } else if (state == u"failed"_s || state == u"declined"_s) {
            const auto why = file.value(u"failure"_s).toString().toStdString();
            fail(core::fail(core::ErrorCode::Unavailable, why));
        }
    }

    void print(const QJsonObject& line) const {
        if (asJson_) {
            std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
            return;
        }
        for (const char* list :
             {"services", "contacts", "people", "messages", "records", "address_books"}) {
            for (const auto& value : line.value(QLatin1String(list)).toArray()) {
                printFields(value.toObject());
            }
        }
        printFields(line.value(u"person"_s).toObject());
        printFields(line);
    }

    static void printFields(const QJsonObject& object) {
        QStringList parts;
        for (const char* field :
             {"voicemail", "time",  "started",    "address", "number", "service",
              "peer",      "name",  "state",      "end",     "reason", "direction",
              "delivery",  "title", "department", "kind",    "server", "asked",
              "detail",    "body",  "text",       "path",    "where"}) {
            const auto value = object.value(QLatin1String(field)).toString();
            if (!value.isEmpty()) parts << value;
        }
        if (object.contains(u"count"_s)) {
            parts << u"%1"_s.arg(object.value(u"count"_s).toInteger());
        }
        for (const auto& number : object.value(u"numbers"_s).toArray()) {
            parts << number.toString();
        }
        const auto file = object.value(u"file"_s).toObject();
        if (!file.isEmpty()) {
            parts << file.value(u"state"_s).toString()
                  << u"%1/%2"_s.arg(file.value(u"transferred"_s).toInteger())
                         .arg(file.value(u"size"_s).toInteger())
                  << file.value(u"path"_s).toString() << file.value(u"failure"_s).toString();
        }
        const auto presence = object.value(u"presence"_s).toObject();
        if (!presence.isEmpty()) {
            parts << presence.value(u"state"_s).toString() << presence.value(u"text"_s).toString();
        }
        if (!parts.isEmpty()) std::printf("%s\n", qPrintable(parts.join(u"  "_s).trimmed()));
    }

    /// The sentence on standard error, and for scripts the code on standard output.
    void fail(const core::Error& error) {
        if (asJson_) {
            const QJsonObject line{{u"error"_s, apps::toJson(error)}};
            std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
        }
        finish(failed(error));
    }

    void finish(int status) {
        status_ = status;
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    }

    std::unique_ptr<client::Client> client_;
    apps::CommandLoop loop_;
    QString command_;
    bool asJson_;
    QJsonObject request_;
    bool isReady_ = false;
    bool isAsked_ = false;
    qint64 message_ = -1;
    qint64 call_ = -1;
    int status_ = 0;
};

}  // namespace

int once(QCoreApplication& application, client::Platform& platform,
         const QCommandLineParser& parser, const QStringList& words) {
    const bool needsTarget = words.first() == u"chat"_s || words.first() == u"history"_s ||
                             words.first() == u"call"_s || words.first() == u"search"_s ||
                             words.first() == u"resolve"_s;
    if (needsTarget && words.size() < 2) {
        std::fprintf(stderr, "sidetonectl: %s needs to know whom; see sidetonectl --help\n",
                     qPrintable(words.first()));
        return 2;
    }
    auto address = parser.value(u"as"_s);
    if (address.isEmpty()) address = qEnvironmentVariable("SIDETONE_ADDRESS");
    if (address.isEmpty()) {
        std::fprintf(stderr, "sidetonectl: say who you are: --as ADDRESS\n");
        return 2;
    }
    Once once(platform, words, parser.isSet(u"json"_s));
    if (const auto started = once.start(parser, address); !started) {
        return failed(started.error());
    }
    const int ended = runUntilDone(application);
    once.stop();
    return ended != 0 ? ended : once.status();
}

}  // namespace sidetone::ctl
