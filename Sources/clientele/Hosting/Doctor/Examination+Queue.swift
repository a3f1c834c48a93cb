import Domain
import Store

/// The state of background work over all companies.
struct QueueHealth: Sendable {
    /// Jobs that wait or run.
    var live = 0
    /// Seconds that the job due for longest has waited; zero where none is due.
    var oldestReady = 0.0
    /// Jobs whose worker has not renewed its lease in time and that no reaper has taken back.
    var lostLeases = 0
    /// Seconds that the webhook due for longest has waited to be sent to.
    var oldestWebhook = 0.0
    /// Jobs that were given up.
    var dead = 0
}

extension Examination {
    /// A worker takes a due job within seconds; ten minutes mean that none runs or that it is drowning.
    private static let longestWait = 600.0
    /// An open transaction keeps dead rows of the queue alive and slows every claim.
    private static let longestTransaction = 3600.0

    /// The queue, and the transactions that slow it.
    func queue(_ health: QueueHealth) -> [Finding] {
        [waiting(health), leases(health), webhooks(health), dead(health), horizon()]
    }

    private func waiting(_ health: QueueHealth) -> Finding {
        guard health.oldestReady <= Self.longestWait else {
            return .fault(
                text(
                    "A job has been due for \(Int(health.oldestReady)) s.",
                    "有作业已到期 \(Int(health.oldestReady)) 秒仍未执行。"
                ),
                mend: text("Start clientele-worker, or more of them.", "请启动 clientele-worker，或增加其数量。")
            )
        }
        return .fine(text("\(health.live) live jobs, none waits too long", "\(health.live) 个待办作业，均未久等"))
    }

    private func leases(_ health: QueueHealth) -> Finding {
        guard health.lostLeases > 0 else { return .fine(text("No lost leases", "没有丢失的租约")) }
        return .warning(
            text("\(health.lostLeases) jobs have lost their worker.", "\(health.lostLeases) 个作业失去了执行者。"),
            mend: text("Any running clientele-worker takes them back.", "任何运行中的 clientele-worker 都会收回它们。")
        )
    }

    private func webhooks(_ health: QueueHealth) -> Finding {
        guard health.oldestWebhook > Self.longestWait else { return .fine(text("No webhook waits", "没有等待发送的网络回调")) }
        let seconds = Int(health.oldestWebhook)
        return .fault(
            text("A webhook has been due for \(seconds) s.", "有网络回调已到期 \(seconds) 秒仍未发送。"),
            mend: text(
                "Start clientele-worker, with the WEBHOOK_KEY that clientele-api has.",
                "请启动 clientele-worker，并设置与 clientele-api 相同的 WEBHOOK_KEY。"
            )
        )
    }

    private func dead(_ health: QueueHealth) -> Finding {
        guard health.dead > 0 else { return .fine(text("No dead jobs", "没有失败终止的作业")) }
        return .warning(
            text("\(health.dead) jobs were given up.", "\(health.dead) 个作业已被放弃。"),
            mend: text(
                "Read last_error in app.job_history where state = 'dead'; mend the cause, then redrive.",
                "请查看 app.job_history 中 state = 'dead' 的 last_error，排除原因后重新执行。"
            )
        )
    }

    private func horizon() -> Finding {
        let horizon = diagnosis.horizon
        guard horizon.oldestTransaction <= Self.longestTransaction else {
            let minutes = Int(horizon.oldestTransaction / 60)
            return .warning(
                text(
                    "A transaction has been open for \(minutes) min; its snapshot is \(horizon.age) transactions old.",
                    "有事务已打开 \(minutes) 分钟，其快照已落后 \(horizon.age) 个事务。"
                ),
                mend: text(
                    "Find it in pg_stat_activity by xact_start and end it with pg_terminate_backend.",
                    "请在 pg_stat_activity 中按 xact_start 找到它，用 pg_terminate_backend 结束。"
                )
            )
        }
        guard horizon.hiddenSessions == 0 else {
            return .fine(
                text(
                    "No visible transaction is old (\(horizon.hiddenSessions) sessions of other roles are hidden)",
                    "可见的事务均不陈旧（其他角色的 \(horizon.hiddenSessions) 个会话不可见）"
                )
            )
        }
        return .fine(text("No transaction is old", "没有陈旧的事务"))
    }
}
