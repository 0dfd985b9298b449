// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Desktop.h"

namespace sidetone::desktop {
namespace {

constexpr core::Milliseconds noticeTime{8000};

}  // namespace

Desktop::Desktop(client::Client& client, core::Clock& clock, Settings& settings, Opener opener,
                 QObject* parent)
    : QObject(parent),
      clock_(clock),
      settings_(settings),
      session_(client, settings),
      signIn_(client, settings),
      connection_(client),
      question_(client, opener),
      certificate_(client, clock),
      network_(client, opener),
      trace_(client),
      services_(client),
      trouble_(network_, services_, certificate_),
      report_(client, opener),
      parameters_(client),
      contacts_(client, clock),
      conversations_(client, clock),
      chat_(client, clock),
      calls_(client, clock),
      history_(client, clock, settings) {
    connect(&calls_, &CallController::failed, this, &Desktop::setNotice);
    connect(&parameters_, &ParameterModel::failed, this, &Desktop::setNotice);
    connect(&certificate_, &CertificateController::failed, this, &Desktop::setNotice);
    connect(chat_.messages(), &MessageModel::failed, this, &Desktop::setNotice);
}

QString Desktop::version() const {
    return QStringLiteral(SIDETONE_VERSION);
}

void Desktop::toggleTheme() {
    const auto other = settings_.dark() ? Shown::Theme::Light : Shown::Theme::Dark;
    settings_.setTheme(static_cast<int>(other));
}

void Desktop::setNotice(const QString& sentence) {
    noticeTimer_.stop();
    if (!sentence.isEmpty()) {
        noticeTimer_ = clock_.after(noticeTime, [this] { clearNotice(); });
    }
    if (sentence == notice_) return;
    notice_ = sentence;
    Q_EMIT noticeChanged();
}

}  // namespace sidetone::desktop
