// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/PacProcess.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <csignal>
#include <utility>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr int mostDeaths = 3;
constexpr std::size_t longestMessage = 64U << 10U;

}  // namespace

std::string PacProcess::usualProgram() {
    const auto beside = QCoreApplication::applicationDirPath();
    for (const auto& path :
         {beside + QStringLiteral("/sidetone-pac"), beside + QStringLiteral("/../bin/sidetone-pac"),
          beside + QStringLiteral("/../libexec/sidetone/sidetone-pac")}) {
        if (QFileInfo(path).isExecutable()) return path.toStdString();
    }
    return {};
}

PacProcess::PacProcess(core::Clock& clock, Resolver& resolver, Settings settings)
    : clock_(clock), resolver_(resolver), settings_(std::move(settings)) {}

PacProcess::~PacProcess() {
    if (!process_) return;
    process_->disconnect();
    process_->kill();
    process_->waitForFinished(2'000);
}

core::Task<std::string> PacProcess::find(std::string url, std::string host) {
    Question question;
    question.text = std::move(url) + "\n" + std::move(host);
    auto task = question.answer.task();
    questions_.push_back(std::move(question));
    next();
    return task;
}

void PacProcess::next() {
    while (!questions_.empty() && questions_.front().answer.isSettled() &&
           state_ != State::Asking) {
        questions_.pop_front();
    }
    if (questions_.empty()) return;
    if (state_ == State::Broken) {
        answer(brokenBy_);
        return;
    }
    if (state_ == State::Off) start();
    if (state_ != State::Ready) return;
    state_ = State::Asking;
    limit_ = clock_.after(settings_.limit, [this] { ended(true); });
    send('Q', questions_.front().text);
}

void PacProcess::start() {
    state_ = State::Loading;
    pending_.clear();
    process_ = std::make_unique<QProcess>();
    QObject::connect(
        process_.get(), &QProcess::readyReadStandardOutput, &context_, [this] { received(); },
        Qt::QueuedConnection);
    QObject::connect(
        process_.get(), &QProcess::finished, &context_, [this] { ended(false); },
        Qt::QueuedConnection);
    QObject::connect(
        process_.get(), &QProcess::errorOccurred, &context_,
        [this](QProcess::ProcessError error) {
            if (error != QProcess::FailedToStart) return;
            breakFor(failure(core::ErrorCode::Unsupported,
                             "the program sidetone-pac, which evaluates it, cannot be started"));
        },
        Qt::QueuedConnection);
    limit_ = clock_.after(settings_.limit, [this] { ended(true); });
    process_->setProcessEnvironment(QProcessEnvironment());
    process_->start(QString::fromStdString(settings_.program), QStringList());
    send('M', settings_.ownAddresses);
    send('S', settings_.script);
}

void PacProcess::send(char kind, const std::string& text) {
    const auto message = kind + std::to_string(text.size()) + "\n" + text;
    process_->write(message.data(), static_cast<qint64>(message.size()));
}

void PacProcess::received() {
    if (!process_) return;
    pending_ += process_->readAllStandardOutput().toStdString();
    for (;;) {
        const auto line = pending_.find('\n');
        if (line == std::string::npos) return;
        const auto length = core::parseNumber(pending_.substr(1, line - 1));
        if (line < 2 || !length || *length > longestMessage) {
            breakFor(failure(core::ErrorCode::BadAnswer, "its answer is too long"));
            return;
        }
        if (pending_.size() < line + 1 + *length) return;
        const char kind = pending_[0];
        const auto text = pending_.substr(line + 1, *length);
        pending_.erase(0, line + 1 + *length);
        take(kind, text);
        if (!process_) return;
    }
}

void PacProcess::take(char kind, const std::string& text) {
    switch (kind) {
        case 'K':
            limit_.stop();
            state_ = State::Ready;
            next();
            break;
        case 'E': {
            const auto error = failure(core::ErrorCode::BadAnswer, core::printable(text, 200));
            if (state_ == State::Loading) {
                breakFor(error);
            } else {
                answer(error);
            }
            break;
        }
        case 'R':
            answer(text);
            break;
        case 'D':
            lookUp(text);
            break;
        default:
            break;  // what the script says is for nobody
    }
}

void PacProcess::lookUp(const std::string& host) {
    resolver_.addresses(host).then(owner_, [this](core::Result<std::vector<std::string>> found) {
        std::string all;
        if (found) {
            for (const auto& address : *found) all += (all.empty() ? "" : ";") + address;
        }
        if (process_) send('A', all);
    });
}

/// The process is gone, or has to go.
void PacProcess::ended(bool byTheClock) {
    if (!process_) return;
    limit_.stop();
    owner_.cancelAll();
    received();
    if (!process_ || state_ == State::Broken) return;
    auto process = std::exchange(process_, nullptr);
    QObject::disconnect(process.get(), nullptr, &context_, nullptr);
    const bool byProcessor =
        process->exitStatus() == QProcess::CrashExit && process->exitCode() == SIGPROF;
    process->kill();
    process->waitForFinished(200);
    process.release()->deleteLater();
    auto error = failure(core::ErrorCode::BadAnswer, "its evaluation needs too much memory");
    if (byTheClock) {
        error = failure(
            core::ErrorCode::Timeout,
            "it takes longer than " + std::to_string(settings_.limit.count() / 1000) + " s");
    } else if (byProcessor) {
        error = failure(core::ErrorCode::Timeout, "it computes for longer than 1 s");
    }
    if (state_ == State::Loading || ++deaths_ >= mostDeaths) {
        breakFor(error);
        return;
    }
    state_ = State::Off;
    answer(error);
}

void PacProcess::answer(core::Result<std::string> result) {
    limit_.stop();
    if (state_ == State::Asking) state_ = State::Ready;
    if (questions_.empty()) return;
    const auto question = std::move(questions_.front());
    questions_.pop_front();
    question.answer.settle(std::move(result));
    // Later, so that whoever was answered may end this object.
    QMetaObject::invokeMethod(
        &context_, [this] { next(); }, Qt::QueuedConnection);
}

void PacProcess::breakFor(const core::Error& error) {
    limit_.stop();
    state_ = State::Broken;
    brokenBy_ = error;
    if (process_) {
        QObject::disconnect(process_.get(), nullptr, &context_, nullptr);
        process_->kill();
        process_.release()->deleteLater();
    }
    next();
}

core::Error PacProcess::failure(core::ErrorCode code, std::string why) {
    return core::fail(code, "Evaluating the proxy script (PAC file)", std::move(why),
                      "Tell your administrator.");
}

}  // namespace sidetone::net
