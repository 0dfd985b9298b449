// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Program.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QTimer>

namespace sidetone::demo {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;

Program::Program(QString person, QString program, QStringList arguments,
                 const QProcessEnvironment& environment)
    : person_(std::move(person)), program_(std::move(program)), arguments_(std::move(arguments)) {
    process_.setProcessEnvironment(environment);
    process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&process_, &QProcess::readyReadStandardOutput, this, &Program::readLines);
    connect(&process_, &QProcess::finished, this, &Program::ended);
}

Program::~Program() {
    stop();
}

core::Status Program::start() {
    process_.start(program_, arguments_);
    if (process_.waitForStarted(5'000)) return {};
    return fail(ErrorCode::NotFound, "Starting " + program_.toStdString(),
                process_.errorString().toStdString());
}

void Program::readLines() {
    buffer_ += process_.readAllStandardOutput();
    for (auto end = buffer_.indexOf('\n'); end >= 0; end = buffer_.indexOf('\n')) {
        const auto object = QJsonDocument::fromJson(buffer_.left(end)).object();
        buffer_.remove(0, end + 1);
        if (object.contains(u"event"_s)) {
            events_.push_back(object);
            Q_EMIT happened(object);
        } else if (object.contains(u"id"_s)) {
            answers_.push_back(object);
        }
    }
}

bool Program::spin(const std::function<bool()>& done, int milliseconds) {
    if (done()) return true;
    QEventLoop loop;
    QTimer limit;
    limit.setSingleShot(true);
    connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    connect(&process_, &QProcess::finished, &loop, &QEventLoop::quit);
    connect(&process_, &QProcess::readyReadStandardOutput, &loop, [&] {
        if (done()) loop.quit();
    });
    limit.start(milliseconds);
    loop.exec();
    return done();
}

core::Result<QJsonObject> Program::ask(const QString& command, QJsonObject fields,
                                       int milliseconds) {
    const int id = ++nextId_;
    fields.insert(u"command"_s, command);
    fields.insert(u"id"_s, id);
    process_.write(QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n');
    const auto find = [&]() -> const QJsonObject* {
        for (const auto& answer : answers_) {
            if (answer.value(u"id"_s).toInt() == id) return &answer;
        }
        return nullptr;
    };
    const std::string tried = person_.toStdString() + ": " + command.toStdString();
    if (!spin([&] { return find() != nullptr; }, milliseconds)) {
        return fail(isRunning() ? ErrorCode::Timeout : ErrorCode::Internal, tried,
                    isRunning() ? "no answer" : "the program has ended");
    }
    const auto answer = *find();
    if (!answer.contains(u"error"_s)) return answer;
    const auto error = answer.value(u"error"_s).toObject();
    return fail(ErrorCode::BadAnswer, tried, error.value(u"sentence"_s).toString().toStdString());
}

core::Result<QJsonObject> Program::waitFor(const QString& what, const Test& test,
                                           int milliseconds) {
    std::size_t next = mark_;
    const QJsonObject* found = nullptr;
    const auto look = [&] {
        for (; found == nullptr && next < events_.size(); ++next) {
            if (test(events_[next])) found = &events_[next];
        }
        return found != nullptr;
    };
    if (spin(look, milliseconds)) return *found;
    return fail(isRunning() ? ErrorCode::Timeout : ErrorCode::Internal,
                person_.toStdString() + ": waiting for " + what.toStdString(),
                isRunning() ? "it did not come in " + std::to_string(milliseconds) + " ms"
                            : "the program has ended");
}

std::vector<QJsonObject> Program::events(const Test& test) const {
    std::vector<QJsonObject> found;
    for (const auto& each : events_) {
        if (test(each)) found.push_back(each);
    }
    return found;
}

void Program::stop(int milliseconds) {
    if (!isRunning()) return;
    process_.write("{\"command\":\"quit\"}\n");
    process_.closeWriteChannel();
    if (!process_.waitForFinished(milliseconds)) {
        process_.kill();
        process_.waitForFinished(2'000);
    }
}

}  // namespace sidetone::demo
